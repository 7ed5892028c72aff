/* test_shp_sift.c - shapefiles for a picture: what is seen of them is kept. */
#include "shapefile.h"

#include <math.h>

enum { ROUND = 2000 };

/* A closed circle; clockwise as shapefiles have outer rings, or the other way. */
static int circle(double *x, double *y, double cx, double cy, double r, bool clockwise) {
    for (int i = 0; i <= ROUND; i++) {
        double turn = 2 * 3.14159265358979 * (i % ROUND) / ROUND * (clockwise ? -1 : 1);
        x[i] = cx + r * cos(turn);
        y[i] = cy + r * sin(turn);
    }
    return ROUND + 1;
}

static void put_rings(SHPHandle file, int count, const double at[][3], const bool *clockwise) {
    static double x[8 * (ROUND + 1)], y[8 * (ROUND + 1)];
    int parts[8], n = 0;
    for (int i = 0; i < count; i++) {
        parts[i] = n;
        n += circle(x + n, y + n, at[i][0], at[i][1], at[i][2], clockwise[i]);
    }
    SHPObject *object = SHPCreateObject(SHPT_POLYGON, -1, count, parts, NULL, n, x, y, NULL, NULL);
    assert_true(SHPWriteObject(file, -1, object) >= 0);
    SHPDestroyObject(object);
}

static const char *write_circles(bench *b) {
    const char *path = bench_path(b, "c.shp");
    SHPHandle shp = SHPCreate(path, SHPT_POLYGON);
    put_rings(shp, 3, (const double[][3]){ { 10, 10, 4 }, { 10, 10, 1 }, { 15, 10, 0.0001 } },
              (const bool[]){ true, false, true }); /* a hole, and a speck */
    put_rings(shp, 1, (const double[][3]){ { 60, 40, 3 } }, (const bool[]){ true }); /* elsewhere */
    put_rings(shp, 1, (const double[][3]){ { 8, 2, 0.001 } }, (const bool[]){ true }); /* a speck */
    put_rings(shp, 2, (const double[][3]){ { 10, 3, 2 }, { 10, 3, 1 } },
              (const bool[]){ true, true }); /* all one way: by nesting */
    SHPObject *none = SHPCreateSimpleObject(SHPT_NULL, 0, NULL, NULL, NULL);
    SHPWriteObject(shp, -1, none);
    SHPDestroyObject(none);
    SHPClose(shp);
    write_prj(b, "c", WGS84);
    return path;
}

static const ct_sieve window = { .window = { 0, 0, 20, 20 }, .dx = 0.01, .dy = 0.01 };

static const ct_table *sifted(bench *b, const char *path, const ct_sieve *sieve) {
    const ct_table *table = NULL;
    assert_true(read_it(b, path, &(ct_read_options){ .sieve = sieve }, &table));
    return table;
}

static double area_of(const ct_shape *s) {
    double sum = 0;
    for (size_t p = 0; p < s->parts; p++) {
        size_t from = ct_part_start(s, p);
        sum += ct_ring_area(s->x + from, s->y + from, s->end[p] - from);
    }
    return sum;
}

static void what_is_seen_is_kept(void **state) {
    const ct_table *t = sifted(*state, write_circles(*state), &window);
    const double pi = 3.14159265358979;
    assert_true(t->sieved);
    assert_int_equal(t->rows, 3);
    assert_int_equal(t->points_read, 7 * (ROUND + 1));
    assert_int_equal(t->shapes[0].parts, 2);
    assert_in_range(ct_shape_points(&t->shapes[0]), 500, 3000);
    assert_float_equal(area_of(&t->shapes[0]), 15 * pi, 0.02); /* the hole counts against it */
    assert_int_equal(ct_shape_points(&t->shapes[1]), 4);       /* a dot stands for a speck */
    assert_float_equal(area_of(&t->shapes[1]), window.dx * window.dy, 1e-9);
    assert_float_equal(area_of(&t->shapes[2]), 3 * pi, 0.02);
}

static void what_is_lost_is_told_as_of_the_whole_file(void **state) {
    sifted(*state, write_circles(*state), &window);
    assert_true(told(*state, CARTOUCHE_WARNING, "1 of 5 features have no geometry and are lost"));
}

static void a_bare_list_has_features_without_parts(void **state) {
    ct_sieve bare = { .window = { -180, -90, 180, 90 }, .dx = 0.02, .dy = 0.02, .bare = true };
    const ct_table *t = sifted(*state, write_circles(*state), &bare);
    assert_int_equal(t->rows, 4);
    for (size_t i = 0; i < t->rows; i++) {
        assert_int_equal(t->shapes[i].kind, CT_POLYGON);
        assert_int_equal(t->shapes[i].parts, 0);
    }
}

static void a_file_that_no_sieve_suits_is_read_whole(void **state) {
    bench *b = *state;
    const char *path = bench_path(b, "j.shp");
    SHPHandle shp = SHPCreate(path, SHPT_POLYGON);
    static const double x[] = { 170, 170, -170, -170, 170 }, y[] = { 0, 10, 10, 0, 0 };
    put_shape(shp, SHPT_POLYGON, x, y, 5, NULL, 1); /* over the antimeridian */
    SHPClose(shp);
    write_prj(b, "j", WGS84);
    const ct_table *t = sifted(b, path, &window);
    assert_false(t->sieved);
    assert_int_equal(t->shapes[0].parts, 2);
}

static void nothing_seen_is_no_fault(void **state) {
    ct_sieve far = { .window = { 100, -50, 101, -49 }, .dx = 0.01, .dy = 0.01 };
    const ct_table *t = sifted(*state, write_circles(*state), &far);
    assert_int_equal(t->rows, 0);
    assert_true(t->sieved);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(what_is_seen_is_kept),
        BENCH_TEST(what_is_lost_is_told_as_of_the_whole_file),
        BENCH_TEST(a_bare_list_has_features_without_parts),
        BENCH_TEST(a_file_that_no_sieve_suits_is_read_whole),
        BENCH_TEST(nothing_seen_is_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
