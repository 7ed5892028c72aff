/* test_metrics.c - the figures of a placed map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "../../src/marks/marks.h"

static const ct_box frame = { 0, 0, 200, 100 };

static void near(double a, double b) {
    if (!(fabs(a - b) <= 1e-9)) fail_msg("%.12f is not %.12f", a, b);
}

static ct_label placed(double x, double y, ct_box box, double priority, int rank) {
    return (ct_label){ .kind = CT_PLACE_POINT,
                       .state = CT_LABEL_PLACED,
                       .x = x,
                       .y = y,
                       .box = box,
                       .priority = priority,
                       .rank = rank };
}

static void test_shares(void **state) {
    (void)state;
    ct_label labels[] = { placed(20, 20, (ct_box){ 24, 16, 44, 26 }, 90, 0),
                          placed(120, 20, (ct_box){ 124, 16, 144, 26 }, 60, 3),
                          { .kind = CT_PLACE_POINT, .x = 100, .y = 90, .priority = 50 },
                          { .kind = CT_PLACE_AREA,
                            .state = CT_LABEL_PLACED,
                            .box = { 60, 60, 90, 70 },
                            .rank = 40,
                            .required = true } };
    ct_label_metrics m;
    ct_labels_measure(labels, 4, frame, NULL, 0, &m);
    near(m.placed_weighted, 150.0 / 200);
    near(m.required_placed, 1);
    near(m.mean_rank, 1.5); /* of points */
    near(m.overlap_px2, 0);
    near(m.cover, (200 + 200 + 300) / 20000.0);
    assert_int_equal(m.ambiguous, 0);
    labels[2].required = true;
    ct_labels_measure(labels, 4, frame, NULL, 0, &m);
    near(m.required_placed, 0.5);
}

static void test_overlaps(void **state) {
    (void)state;
    ct_label labels[] = { placed(20, 20, (ct_box){ 10, 10, 30, 20 }, 1, 0),
                          placed(60, 20, (ct_box){ 25, 15, 45, 25 }, 1, 0),      /* 5 × 5 */
                          placed(190, 50, (ct_box){ 190, 50, 210, 60 }, 1, 0) }; /* 10 × 10 out */
    const ct_box boxes[] = { { 10, 10, 12, 12 }, { 1, 1, 0, 0 } };
    ct_label_metrics m;
    ct_labels_measure(labels, 3, frame, boxes, 2, &m);
    near(m.overlap_px2, 25 + 100 + 4);
    labels[1].angle = 90; /* now upright, about (35, 20): x 30 to 40 */
    ct_labels_measure(labels, 2, frame, NULL, 0, &m);
    near(m.overlap_px2, 0);
}

static void test_bent(void **state) {
    (void)state;
    const ct_tile inks[] = { ct_tile_of((ct_box){ 10, 10, 20, 20 }, 0),
                             ct_tile_of((ct_box){ 20, 20, 30, 30 }, 0) };
    const ct_bend bend = { .inks = inks, .tiles = inks, .count = 2, .bound = { 10, 10, 30, 30 } };
    ct_label labels[] = { placed(5, 5, bend.bound, 1, 0),
                          placed(60, 20, (ct_box){ 22, 8, 40, 18 }, 1, 0) };
    labels[0].kind = CT_PLACE_LINE;
    labels[0].bend = &bend;
    ct_label_metrics m;
    ct_labels_measure(labels, 2, frame, NULL, 0, &m);
    near(m.overlap_px2, 0); /* of the bound it would be 8 × 8 */
    near(m.cover, (200 + 180) / 20000.0);
    labels[1].box = (ct_box){ 15, 8, 22, 22 };
    const ct_box boxes[] = { { 28, 28, 40, 40 }, { 0, 20, 20, 30 } };
    ct_labels_measure(labels, 2, frame, boxes, 2, &m);
    near(m.overlap_px2, 5 * 10 + 2 * 2 + 2 * 2 + 5 * 2);
    labels[1].repeats = "x"; /* and what is not owed counts neither way */
    labels[1].state = CT_LABEL_DROPPED;
    ct_labels_measure(labels, 2, frame, NULL, 0, &m);
    near(m.placed_weighted, 1);
}

static void test_ambiguous(void **state) {
    (void)state;
    ct_label labels[] = { placed(20, 50, (ct_box){ 26, 46, 60, 54 }, 1, 0),
                          placed(62, 50, (ct_box){ 68, 46, 90, 54 }, 1, 0) };
    ct_label_metrics m;
    ct_labels_measure(labels, 2, frame, NULL, 0, &m);
    assert_int_equal(m.ambiguous, 1);   /* 2 px from the second point, 6 from its own */
    labels[0].state = CT_LABEL_CALLOUT; /* a leader tells */
    ct_labels_measure(labels, 2, frame, NULL, 0, &m);
    assert_int_equal(m.ambiguous, 0);
    labels[0].state = CT_LABEL_PLACED;
    labels[1].state = CT_LABEL_DROPPED; /* its symbol is there all the same */
    ct_labels_measure(labels, 2, frame, NULL, 0, &m);
    assert_int_equal(m.ambiguous, 1);
}

static void test_nothing(void **state) {
    (void)state;
    ct_label_metrics m;
    ct_labels_measure(NULL, 0, frame, NULL, 0, &m);
    near(m.placed_weighted, 1);
    near(m.required_placed, 1);
    near(m.mean_rank, 0);
    near(m.cover, 0);
    ct_labels_measure(NULL, 0, (ct_box){ 0, 0, 0, 0 }, NULL, 0, &m);
    near(m.cover, 0);
}

static void test_sums_of_frames(void **state) {
    (void)state;
    const ct_label_metrics frames[] = {
        { .placed_weighted = 1, .mean_rank = 2, .overlap_px2 = 3, .ambiguous = 1, .cover = 0.1 },
        { .placed_weighted = 0.5, .mean_rank = 1, .overlap_px2 = 4, .cover = 0.2 },
        { .placed_weighted = 0.75, .mean_rank = 0, .ambiguous = 2, .cover = 0.3 },
    };
    ct_label_metrics all;
    for (size_t i = 0; i < CT_COUNT(frames); i++)
        ct_label_metrics_add(&all, i, &frames[i]);
    near(all.placed_weighted, 0.75);
    near(all.mean_rank, 1);
    near(all.overlap_px2, 7);
    near(all.cover, 0.2);
    assert_int_equal(all.ambiguous, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares),  cmocka_unit_test(test_overlaps),
        cmocka_unit_test(test_bent),    cmocka_unit_test(test_ambiguous),
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_sums_of_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
