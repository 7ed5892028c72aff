/* test_remote_date.c - the name of a dated source on the network, as far as nobody need be asked.
 */
#include "sample.h"

#include "../../src/source/source.h"

typedef struct {
    const char *file;
    ct_missing missing;
    int32_t max_age;
    ct_day day;
    const char *answer; /* a path, or a part of the fault */
    bool good;
} entry_case;

static void names_are_made_or_refused(void **state) {
    bench *b = *state;
    const ct_day day = ct_day_from(2026, 1, 3);
    const entry_case cases[] = {
        { "https://h/{date}.gpkg", CT_MISSING_ERROR, -1, day, "https://h/2026-01-03.gpkg", true },
        { "s3://b/{date:%Y%m%d}-{lang}.shp", CT_MISSING_ERROR, -1, day, "s3://b/20260103-uk.shp",
          true },
        { "s3://b/a.shp", CT_MISSING_ERROR, -1, CT_NO_DAY, "s3://b/a.shp", true },
        { "s3://b/*.shp", CT_MISSING_ERROR, -1, day, "'*' stands for a name in a folder", false },
        { "s3://b/{date}.shp", CT_MISSING_ERROR, -1, CT_NO_DAY, "the map has none", false },
        { "s3://b/{date}.shp", CT_MISSING_PREVIOUS, -1, day, "'max_age' of at most 366d", false },
        { "s3://b/{date}.shp", CT_MISSING_PREVIOUS, 400, day, "'max_age' of at most 366d", false },
        { "s3://b/{date}.shp", CT_MISSING_PREVIOUS, 9, day, "does not allow", false },
        { "s3://b/{date}.shp", CT_MISSING_SKIP, -1, day, "does not allow", false },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        const entry_case *c = &cases[i];
        ct_inputs inputs = { .arena = b->arena };
        ct_data_spec entry = { .file = { .text = c->file },
                               .missing = c->missing,
                               .max_age = c->max_age };
        const char *path;
        ct_day found;
        size_t before = ct_report_count(b->report);
        bool good =
            ct_remote_for_date(b->arena, &entry, c->day, "uk", &path, &found, &inputs, b->report);
        assert_int_equal(good, c->good);
        const char *answer = good ? path : ct_report_at(b->report, before)->text;
        if (!strstr(answer, c->answer)) fail_msg("%s: %s", c->file, answer);
        if (good) assert_int_equal(found, strstr(c->file, "{date") ? day : CT_NO_DAY);
        ct_inputs_close(&inputs);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { BENCH_TEST(names_are_made_or_refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
