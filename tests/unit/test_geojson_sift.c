/* test_geojson_sift.c - GeoJSON for a picture: the features that reading it whole gives, as far as
 * they are seen; what is odd is read whole. */
#include "same_table.h"

#include <math.h>

enum { POINTS = 1500 };
static const double pi = 3.14159265358979323846;

static void add_ring(ct_buffer *out, double x, double y, double r, bool clockwise) {
    ct_buffer_text(out, "[");
    for (int i = 0; i <= POINTS; i++) {
        double turn = 2 * pi * (i % POINTS) / POINTS * (clockwise ? -1 : 1);
        ct_buffer_printf(out, "%s[%.7f, %.7f]", i ? "," : "", x + r * cos(turn), y + r * sin(turn));
    }
    ct_buffer_text(out, "]");
}

static void begin(ct_buffer *out, int n, const char *type) {
    ct_buffer_printf(out,
                     "%s{\"type\":\"Feature\",\"properties\":{\"n\":%d},\"geometry\":"
                     "{\"coordinates\":",
                     n ? ",\n" : "{\"type\":\"FeatureCollection\",\"features\":[", n);
    if (strncmp(type, "Multi", 5) == 0) ct_buffer_text(out, "[");
    if (strstr(type, "Polygon")) ct_buffer_text(out, "[");
}

static void end(ct_buffer *out, const char *type) {
    if (strstr(type, "Polygon")) ct_buffer_text(out, "]");
    if (strncmp(type, "Multi", 5) == 0) ct_buffer_text(out, "]");
    ct_buffer_printf(out, ",\"type\":\"%s\"}}", type);
}

/* One of each kind that is sifted; the second is so large that it is read in pieces. */
static const char *write_all(bench *b) {
    ct_buffer out = { 0 };
    begin(&out, 0, "Polygon");
    add_ring(&out, 10, 10, 4, false);
    ct_buffer_text(&out, " , ");
    add_ring(&out, 10, 10, 1, true);
    end(&out, "Polygon");
    begin(&out, 1, "MultiPolygon");
    for (int i = 0; i < 100; i++) {
        if (i) ct_buffer_text(&out, "],\n [");
        add_ring(&out, -100 + i, 20 + i % 7, 0.3, i % 2);
    }
    end(&out, "MultiPolygon");
    begin(&out, 2, "LineString");
    add_ring(&out, 50, 5, 3, false);
    end(&out, "LineString");
    ct_buffer_text(&out, ",{\"type\":\"Feature\",\"properties\":{\"n\":3},\"geometry\":null}");
    begin(&out, 4, "MultiLineString");
    add_ring(&out, 60, 5, 3, false);
    ct_buffer_text(&out, ",");
    add_ring(&out, 70, 5, 2, false);
    end(&out, "MultiLineString");
    ct_buffer_text(&out, "]}");
    assert_true(out.size > 3 << 20);
    const char *path = bench_text(b, "all.geojson", out.data);
    ct_buffer_free(&out);
    return path;
}

static const ct_sieve world = {
    .window = { -180, -90, 180, 90 }, .dx = 0.02, .dy = 0.02, .threads = CT_SIFTERS
};

static const ct_table *read_by(bench *b, const char *path, const ct_sieve *sieve) {
    const ct_table *table = NULL;
    ct_read_options options = { .sieve = sieve, .file = { path, 0, 0 } };
    ct_inputs inputs = { .arena = b->arena };
    assert_int_equal(ct_geojson_read(b->arena, path, &options, &table, &inputs, b->report),
                     CT_DONE);
    return table;
}

static double area_of(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts && s->kind == CT_POLYGON; p++) {
        size_t from = ct_part_start(s, p);
        sum += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return sum;
}

static void features_are_those_of_the_whole(void **state) {
    bench *b = *state;
    const char *path = write_all(b);
    const ct_table *whole = read_by(b, path, NULL), *seen = read_by(b, path, &world);
    assert_false(whole->sieved);
    assert_true(seen->sieved);
    assert_int_equal(seen->rows, 4); /* one has no shape */
    assert_int_equal(whole->rows, 4);
    assert_int_equal(seen->points_read, 105 * (POINTS + 1));
    for (size_t row = 0; row < 4; row++) {
        const ct_shape *a = &whole->shapes[row], *s = &seen->shapes[row];
        assert_true(ct_table_column(seen, "n")->numbers[row] ==
                    ct_table_column(whole, "n")->numbers[row]);
        assert_int_equal(a->kind, s->kind);
        assert_int_equal(a->parts, s->parts);
        assert_true(ct_shape_points(s) < ct_shape_points(a) / 2);
        assert_float_equal(area_of(a), area_of(s), 0.003 * fabs(area_of(a)) + 1e-12);
        ct_box all = ct_box_of(a), box = ct_box_of(s);
        assert_float_equal(all.x0, box.x0, world.dx);
        assert_float_equal(all.y1, box.y1, world.dy);
    }
}

static void threads_do_not_matter(void **state) {
    bench *b = *state;
    const char *path = write_all(b);
    ct_sieve one = world;
    one.threads = 1;
    const ct_table *a = read_by(b, path, &one), *c = read_by(b, path, &world);
    for (size_t row = 0; row < 4; row++) {
        const ct_shape *s = &a->shapes[row], *t = &c->shapes[row];
        size_t n = ct_shape_points(s);
        assert_int_equal(n, ct_shape_points(t));
        assert_memory_equal(s->x + s->start, t->x + t->start, n * sizeof(double));
        assert_memory_equal(s->y + s->start, t->y + t->start, n * sizeof(double));
    }
}

static void a_bare_list_has_features_without_parts(void **state) {
    bench *b = *state;
    ct_sieve bare = world;
    bare.bare = true;
    const ct_table *t = read_by(b, write_all(b), &bare);
    assert_true(t->sieved);
    assert_int_equal(t->rows, 4);
    assert_int_equal(t->shapes[0].kind, CT_POLYGON);
    assert_int_equal(t->shapes[3].kind, CT_LINE);
    assert_int_equal(t->shapes[3].parts, 0);
}

static const char *one(bench *b, const char *geometry) {
    return bench_text(
        b, "one.geojson",
        ct_printf(b->arena,
                  "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                  "\"properties\":{\"n\":1},\"geometry\":%s}]}",
                  geometry));
}

static void what_no_sieve_suits_is_read_whole(void **state) {
    bench *b = *state;
    static const char *const shapes[] = {
        "{\"type\":\"Point\",\"coordinates\":[1,2]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"LineString\","
        "\"coordinates\":[[1,2],[3,4]]}]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[170,0],[-170,0],[-170,9],[170,9],[170,0]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[170,0],[190,0],[190,9],[170,9],[170,0]]]}",
    };
    for (size_t i = 0; i < CT_COUNT(shapes); i++)
        assert_false(read_by(b, one(b, shapes[i]), &world)->sieved);
}

/* Broken coordinates are left to GDAL, which tells what is wrong. */
static void what_is_broken_is_not_ours(void **state) {
    bench *b = *state;
    static const char *const shapes[] = {
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,\"4\"]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,x]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2] [3,4]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4],[5,6],[1,2]]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[1,2],[3,4],[5,6],[1,2]]]}",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]",
        "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]],\"coordinates\":[[1,2],[3,4]]}",
    };
    for (size_t i = 0; i < CT_COUNT(shapes); i++) {
        const ct_table *table = NULL;
        const char *path = one(b, shapes[i]);
        ct_read_options options = { .sieve = &world, .file = { path, 0, 0 } };
        ct_inputs inputs = { .arena = b->arena };
        ct_answer answer = ct_geojson_read(b->arena, path, &options, &table, &inputs, b->report);
        if (answer != CT_NOT_MINE) fail_msg("taken: %s", shapes[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(features_are_those_of_the_whole),
        BENCH_TEST(threads_do_not_matter),
        BENCH_TEST(a_bare_list_has_features_without_parts),
        BENCH_TEST(what_no_sieve_suits_is_read_whole),
        BENCH_TEST(what_is_broken_is_not_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
