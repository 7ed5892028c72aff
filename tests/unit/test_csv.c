/* test_csv.c - CSV read here, held to GDAL's reading row by row and field by field. */
#include "same_table.h"
#include "seeded.h"

static bool both_with(bench *b, const char *text, ct_read_options options) {
    return read_both(b, ct_csv_read, bench_text(b, "t.csv", text), options);
}

static bool both(bench *b, const char *text) { return both_with(b, text, (ct_read_options){ 0 }); }

static void plain_tables_are_read_here(void **state) {
    bench *b = *state;
    static const char *const plain[] = {
        "name,lon,lat\nPokrovsk,37.18,48.28\n",
        "name,lon,lat\r\nPokrovsk,37.18,48.28\r\nKyiv,30.5,50.45",
        "\xEF\xBB\xBFid,X,Y\n1,2,3\n",
        "name;lon;lat;share\na;37,5;48,25;0,5\nb;38;49;1\n",
        "\"name\",\"lon\",\"lat\"\n\"a, b\",1,2\n\"say \"\"x\"\"\",3,4\n",
        "name,lon,lat\n\"two\nlines\",1,2\n\"three\r\n\r\nlines\",3,4\n",
        "name , lon, lat\n a , 1, 2\n",
        "lon,lat,rank,code,empty\n1,2,3,A1,\n3,4,,B2,\n",
        "lon,lat,name\n1,2\n3,4,x,y,z\n5,6,\n",
        "lon,lat,ok,no\n1,2,yes,no\n3,4,no,f\n5,6,,true\n",
        "lon,lat,ok\n1,2,yes\n3,4,no\n5,6,1\n7,8,0\n",
        "lon,lat,day,at,when\n1,2,2026-01-27,10:20,2026-01-27 10:20:30\n3,4,2026/02/01,,\n",
        "lon,lat,day\n1,2,2026-01-27\n3,4,2026-01-27T10:20:30Z\n",
        "lon,lat,a,b,c\n1,2,1,2.5,x\n3,4,5000000000,1e3,1\n5,6,x,-.5,2026-01-27\n",
        "lon,lat,lon\n1,2,3\n",
        "a,,lon,lat\n1,2,3,4\n",
        "name,lon,lat\na,1,2\nb,,2\n\"c\nd\",3,4\ne,x,5\nf,6,7\n",
        "Широта,Довгота,x,y,назва\n1,2,3,4,Київ\n",
        "name,lon,lat\n\"\",1,2\n\" \",3,4\n",
        "lat,lon,alt\n48.123456789012345,37.987654321098765,120\n",
    };
    for (size_t i = 0; i < CT_COUNT(plain); i++)
        if (!both(b, plain[i])) fail_msg("left to GDAL: %s", plain[i]);
}

static void findings_are_gdals(void **state) {
    bench *b = *state;
    static const char text[] = "name,east,north\n\xCA\xE8\xE5\xE2,1,2\n";
    ct_read_options named = { .x_field = "EAST", .y_field = "north" };
    assert_true(both_with(b, text, named)); /* not UTF-8: told */
    assert_true(both(b, text));             /* no coordinates: told */
    named.encoding = "windows-1251";
    assert_true(both_with(b, text, named));
    named.y_field = "nort";
    assert_true(both_with(b, text, named));
    assert_true(both(b, "lon,lat\nx,y\nu,v\n"));
    assert_true(both(b, "lon,lat\n500000,5400000\n"));
    named = (ct_read_options){ .crs = "+proj=utm +zone=37 +datum=WGS84" };
    assert_true(both_with(b, "lon,lat\n500000,5400000\n", named));
}

static void odd_tables_are_left_to_gdal(void **state) {
    bench *b = *state;
    static const char *const odd[] = {
        "lon,lat\n",
        "lon,lat",
        "name\nx\n",
        "1,2\n3,4\n",
        "lon\tlat\n1\t2\n",
        "lon|lat\n1|2\n",
        "lon,lat;x\n1,2;3\n",
        "WKT,lon,lat\nPOINT(1 2),1,2\n",
        "_WKT_x,lon,lat\nPOINT(1 2),1,2\n",
        "lon,lat,\"a,b\"\n1,2,3\n",
        "lon,lat,\"a\nb\"\n1,2,3\n",
        "lon,lat,\"a\"\"b\"\n1,2,3\n",
        "lon,lat,n\n1,2,a\"b\n",
        "lon,lat,n\n1,2,\"a\"b\n",
        "lon,lat,n\n1,2,\"a\n",
        "lon,lat,n\r1,2,a\r",
        "lon,lat,n\n1,2,-\n",
        "lon,lat,n\n1,2,1d5\n",
        "lon,lat,n\n1,2,12345678901234567890\n",
        "lon,lat,n\n1,2,5 \n",
        "lon,lat,ok\n1,2,yes\n3,4,no\n5,6,maybe\n",
        "lon,lat,ok\n1,2,yes\n3,4,7\n",
        "lon,lat,d\n1,2,2026-01-27T18:00Z\n",
        "\nlon,lat\n1,2\n",
        "n,lon,lat\n\xEF\xBB\xBFx,1,2\n",
    };
    for (size_t i = 0; i < CT_COUNT(odd); i++)
        if (both(b, odd[i])) fail_msg("read here: %s", odd[i]);
    bench_text(b, "typed.csvt", "String,Real,Real\n");
    const char *path = bench_text(b, "typed.csv", "n,lon,lat\n1,2,3\n");
    assert_false(read_both(b, ct_csv_read, path, (ct_read_options){ 0 }));
    path = bench_write(b, "nul.csv", "n,lon,lat\n\0,2,3\n", 16);
    assert_false(read_both(b, ct_csv_read, path, (ct_read_options){ 0 }));
}

/* Our line numbers count empty lines; GDAL's rows do not. */
static void lost_rows_are_told_by_their_true_lines(void **state) {
    bench *b = *state;
    ct_inputs inputs = { .arena = b->arena };
    const ct_table *t;
    const char *path = bench_text(b, "t.csv", "name,lon,lat\n\na,x,1\n\"b\n\nc\",,\n\nd,1,2\n");
    ct_read_options options = { 0 };
    assert_true(ct_source_read(b->arena, path, &options, &t, &inputs, b->report));
    assert_int_equal(t->rows, 1);
    assert_true(told(b, CARTOUCHE_WARNING, "2 of 3 rows"));
    assert_true(told(b, CARTOUCHE_WARNING, "lines 3, 6"));
    assert_int_equal(inputs.count, 1);
}

static void a_table_to_be_joined_needs_no_places(void **state) {
    bench *b = *state;
    ct_inputs inputs = { .arena = b->arena };
    const ct_table *t;
    const char *path = bench_text(b, "t.csv", "postal,margin\nTX,-5.6\nME,9.1\n");
    ct_read_options options = { .shapeless = true };
    assert_true(ct_source_read(b->arena, path, &options, &t, &inputs, b->report));
    assert_int_equal(t->rows, 2);
    assert_int_equal(t->shapes[1].kind, CT_NULL);
    assert_string_equal(ct_table_text(b->arena, t, 1, "margin"), "9.1");
    assert_int_equal(ct_report_count(b->report), 0);
    options.shapeless = false;
    assert_false(ct_source_read(b->arena, path, &options, &t, &inputs, b->report));
    assert_true(told(b, CARTOUCHE_ERROR, "no two fields look like coordinates"));
}

static void the_projects_tables_are_read_here(void **state) {
    bench *b = *state;
    static const char *const names[] = { "places", "names" };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        const char *path = ct_printf(b->arena, CT_SOURCE_DIR "/data/donbas/%s.csv", names[i]);
        ct_read_options xy = { .x_field = "lon", .y_field = "lat" };
        assert_true(read_both(b, ct_csv_read, path, xy));
    }
}

static void other_peoples_tables_are_read_alike(void **state) {
    bench *b = *state;
    const char *wish = getenv("CARTOUCHE_SHARED_DATA");
    const char *folder =
        ct_printf(b->arena, "%s/odd/other", wish ? wish : CT_SOURCE_DIR "/../shared/data");
    size_t count, own = 0;
    const char **names = ct_folder_names(b->arena, folder, &count);
    if (!count) skip();
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(ct_path_ending(names[i]), "csv") == 0)
            own += read_both(b, ct_csv_read, ct_printf(b->arena, "%s/%s", folder, names[i]),
                             (ct_read_options){ 0 });
    printf("%zu were read here\n", own);
}

/* ---- random -----------------------------------------------------------------------------------
 */

static const char *const texts[] = {
    "",           "1",     "2",          "-3",       "4.5",
    "1e3",        "x",     "yes",        "no",       "true",
    "Київ",       "a b",   "2026-01-27", "10:20",    "2026-01-27 10:20:30",
    "5000000000", "\"q\"", "\"a,b;c\"",  "\"l\nm\"", "0",
    "\"7\"",      "\"\""
};

static const char *random_table(bench *b, char comma) {
    size_t columns = 1 + seeded_below(5), rows = 1 + seeded_below(7);
    size_t flavour[8];
    const char *all = comma == ';' ? "lon;lat" : "lon,lat";
    for (size_t i = 0; i < columns; i++) {
        all = ct_printf(b->arena, "%s%cc%zu", all, comma, i);
        flavour[i] = seeded_below(CT_COUNT(texts));
    }
    for (size_t row = 0; row < rows; row++) {
        const char *format = comma == ';' && seeded_below(2) ? "%s\n%d,25%c%d" : "%s\n%d%c%d";
        all =
            ct_printf(b->arena, format, all, (int)seeded_below(180), comma, (int)seeded_below(90));
        for (size_t i = 0; i < columns; i++)
            all = ct_printf(b->arena, "%s%c%s", all, comma,
                            seeded_below(5) ? texts[flavour[i]] : SEEDED_OF(texts));
    }
    return ct_printf(b->arena, "%s\n", all);
}

static void random_tables_are_read_as_by_gdal(void **state) {
    bench *b = *state;
    uint64_t seed = seeded_from(20260127);
    size_t own = 0, rounds = 600;
    for (uint64_t round = 0; round < rounds; round++) {
        seeded_state = seed + round;
        own += both(b, random_table(b, seeded_below(3) ? ',' : ';'));
    }
    printf("%zu of %zu were read here\n", own, rounds);
    assert_true(own > rounds / 2);
}

static void damaged_tables_are_never_taken_for_others(void **state) {
    bench *b = *state;
    uint64_t seed = seeded_from(99);
    static const char bytes[] = "\",;\r 0159.-+eExyt:/\x80|\\";
    for (uint64_t round = 0; round < 600; round++) {
        seeded_state = seed + round;
        char *text = (char *)(uintptr_t)random_table(b, ',');
        text[seeded_below(strlen(text))] = bytes[seeded_below(sizeof bytes - 1)];
        both(b, text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(plain_tables_are_read_here),
        BENCH_TEST(findings_are_gdals),
        BENCH_TEST(odd_tables_are_left_to_gdal),
        BENCH_TEST(lost_rows_are_told_by_their_true_lines),
        BENCH_TEST(a_table_to_be_joined_needs_no_places),
        BENCH_TEST(the_projects_tables_are_read_here),
        BENCH_TEST(other_peoples_tables_are_read_alike),
        BENCH_TEST(random_tables_are_read_as_by_gdal),
        BENCH_TEST(damaged_tables_are_never_taken_for_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
