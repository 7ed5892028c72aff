/* test_bind_value.c - keys of a single text are checked and stored. */
#include <math.h>

#include "spec_case.h"

typedef union slot {
    double number;
    int whole;
    bool yes;
    int32_t days;
    const char *text;
    ct_name name;
    ct_extent extent;
    ct_rgba color;
    struct {
        ct_day day;
        ct_name written;
    } date;
    struct {
        ct_rgba color;
        bool has;
    } fill;
} slot;

/* Binds "k: text"; true where nothing is told. */
static bool bind(spec_case *c, const ct_key *key, const char *text, slot *s) {
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "x" };
    ct_yaml *node =
        ct_yaml_scalar(c->arena, text, (ct_place){ .file = "f", .line = 1, .column = 4 });
    memset(s, 0, sizeof *s);
    ct_bind_scalar(&binding, key, node, s);
    assert_int_equal(binding.faults, ct_report_count(c->report));
    return binding.faults == 0;
}

static void assert_bad(spec_case *c, const ct_key *key, const char *text, const char *finding) {
    slot s;
    assert_false(bind(c, key, text, &s));
    assert_string_equal(case_findings(c), ct_printf(c->arena, "1:4: %s\n", finding));
}

static void numbers_have_a_range(void **state) {
    spec_case *c = *state;
    static const ct_range range = { 100, 900 };
    const ct_key whole = { .name = "weight", .type = CT_T_INTEGER, .detail = &range };
    const ct_key number = { .name = "n", .type = CT_T_NUMBER, .detail = &range };
    slot s;
    assert_true(bind(c, &whole, "400", &s));
    assert_int_equal(s.whole, 400);
    assert_true(bind(c, &number, "1e2", &s));
    assert_true(s.number == 100);
    assert_bad(c, &whole, "400.5", "'weight' must be a whole number, not '400.5'");
    assert_bad(c, &whole, "bold", "'weight' must be a whole number, not 'bold'");
    assert_bad(c, &whole, "1000", "'weight' must be from 100 to 900, not '1000'");
    assert_bad(c, &number, "nan", "'n' must be a number, not 'nan'");
    assert_bad(c, &number, "1e400", "'n' must be a number, not '1e400'");
    assert_bad(c, &number, "400,5", "'n' must be a number, not '400,5'");
}

static void lengths_have_a_unit_and_a_range(void **state) {
    spec_case *c = *state;
    static const ct_range range = { 0, 200 };
    static const ct_range open = { 0, INFINITY };
    const ct_key key = { .name = "width", .type = CT_T_LENGTH, .detail = &range };
    const ct_key any = { .name = "width", .type = CT_T_LENGTH, .detail = &open };
    slot s;
    assert_true(bind(c, &key, "0.75pt", &s));
    assert_true(fabs(s.number - 1) < 1e-12);
    assert_true(bind(c, &any, "1e6px", &s));
    assert_bad(c, &key, "12", "'width: 12' needs a unit, such as '12px'");
    assert_bad(c, &key, "12em", "'width: 12em' has an unknown unit; it takes px, mm, cm, in or pt");
    assert_bad(c, &key, "wide", "'width' must be a length, such as '12px', not 'wide'");
    assert_bad(c, &key, "201px", "'width' must be from 0px to 200px, not '201px'");
    assert_bad(c, &any, "-1px", "'width' must be at least 0px, not '-1px'");
}

static void em_is_kept_as_written(void **state) {
    spec_case *c = *state;
    const ct_key key = { .name = "tracking", .type = CT_T_EM };
    slot s;
    assert_true(bind(c, &key, "0.12em", &s));
    assert_true(s.number == 0.12);
    assert_true(bind(c, &key, "2px", &s));
    assert_true(s.number == 2);
    assert_bad(c, &key, "11em", "'tracking' must be from -10em to 10em, not '11em'");
    assert_bad(c, &key, "em", "'tracking' must be a length, such as '12px', not 'em'");
}

static void extents_are_lengths_or_shares(void **state) {
    spec_case *c = *state;
    const ct_key key = { .name = "pad", .type = CT_T_EXTENT };
    slot s;
    assert_true(bind(c, &key, "6%", &s));
    assert_true(s.extent.given && fabs(s.extent.share - 0.06) < 1e-12 && s.extent.px == 0);
    assert_true(bind(c, &key, "20px", &s));
    assert_true(s.extent.given && s.extent.px == 20 && s.extent.share == 0);
    assert_bad(c, &key, "120%", "'pad' must be from 0% to 100%, or a length, not '120%'");
    assert_bad(c, &key, "6", "'pad: 6' needs a unit, such as '12px'");
}

static void days_are_real_and_keep_their_text(void **state) {
    spec_case *c = *state;
    const ct_key key = { .name = "date",
                         .type = CT_T_DAY,
                         .offset = offsetof(slot, date.day),
                         .also = CT_ALSO(slot, date.written) };
    slot s;
    assert_true(bind(c, &key, "2024-02-29", &s));
    assert_int_equal(s.date.day, ct_day_from(2024, 2, 29));
    assert_string_equal(s.date.written.text, "2024-02-29");
    assert_int_equal(s.date.written.place.column, 4);
    assert_bad(c, &key, "2026-02-29", "'date': there is no day '2026-02-29'");
    assert_bad(c, &key, "2026-1-7", "'date' must be a day, such as 2026-01-31, not '2026-1-7'");
    assert_bad(c, &key, "none", "'date' must be a day, such as 2026-01-31, not 'none'");
    const ct_key span = { .name = "max_age", .type = CT_T_SPAN };
    assert_true(bind(c, &span, "6w", &s));
    assert_int_equal(s.days, 42);
    assert_true(bind(c, &span, "any", &s));
    assert_int_equal(s.days, -1);
    assert_bad(c, &span, "30", "'max_age' must be a span, such as '30d' or '6w', not '30'");
}

static void distances_on_the_ground(void **state) {
    spec_case *c = *state;
    static const ct_range range = { -1000e3, 1000e3 };
    const ct_key key = { .name = "buffer", .type = CT_T_GROUND, .detail = &range };
    slot s;
    assert_true(bind(c, &key, "5km", &s));
    assert_true(s.number == 5000);
    assert_true(bind(c, &key, "-800 m", &s));
    assert_true(s.number == -800);
    assert_true(bind(c, &key, "2mi", &s));
    assert_true(s.number == 2 * 1609.344);
    assert_true(bind(c, &key, "1nmi", &s));
    assert_true(s.number == 1852);
    assert_true(bind(c, &key, "0", &s));
    assert_true(s.number == 0);
    static const char *const bad[] = { "5", "5px", "--5km", "km", "5 kmm", "" };
    for (size_t i = 0; i < CT_COUNT(bad); i++)
        assert_bad(c, &key, bad[i],
                   ct_printf(c->arena,
                             "'buffer' must be a distance on the ground, such as '5km', '800m' or "
                             "'3mi', not '%s'",
                             bad[i]));
    assert_bad(c, &key, "2000km", "'buffer' must be from -1000000m to 1000000m, not '2000km'");
}

static void words_come_from_a_table(void **state) {
    spec_case *c = *state;
    static const ct_word words[] = {
        { "north", 3 }, { "n", 3 }, { "up", CT_WORD_UNSUPPORTED }, { "south", 4 }, { 0 }
    };
    static const ct_word live[] = { { "live", 0 }, { "outlines", 1 }, { 0 } };
    const ct_key key = { .name = "side", .type = CT_T_ENUM, .detail = words };
    const ct_key turn = { .name = "text", .type = CT_T_SWITCH, .detail = live };
    slot s;
    assert_true(bind(c, &key, "n", &s));
    assert_int_equal(s.whole, 3);
    assert_true(bind(c, &turn, "outlines", &s));
    assert_true(s.yes);
    assert_bad(c, &key, "nroth",
               "'side' must be north or south, not 'nroth'\n  hint: did you mean 'north'?");
    assert_bad(c, &key, "east-by-north", "'side' must be north or south, not 'east-by-north'");
    assert_bad(c, &key, "up", "'side: up' is not supported by this version");
    assert_string_equal(ct_words_list(c->arena, words), "north or south");
}

static void colours_may_be_none_where_the_key_allows(void **state) {
    spec_case *c = *state;
    const ct_key color = { .name = "color", .type = CT_T_COLOR };
    const ct_key fill = { .name = "fill",
                          .type = CT_T_COLOR,
                          .offset = offsetof(slot, fill.color),
                          .also = CT_ALSO(slot, fill.has) };
    slot s;
    assert_true(bind(c, &fill, "#f00 / 50%", &s));
    assert_true(s.fill.has && s.fill.color.r == 1 && s.fill.color.a == 0.5);
    assert_true(bind(c, &fill, "none", &s));
    assert_false(s.fill.has);
    assert_bad(c, &color, "none", "'color' must be a colour, not 'none'");
    assert_bad(c, &color, "#12345",
               "'color': unknown colour '#12345'\n"
               "  hint: a colour is '#rrggbb', a name under 'color:', or either with ' / 30%'");
}

static void texts_ids_and_switches(void **state) {
    spec_case *c = *state;
    const ct_key text = { .name = "t", .type = CT_T_STRING };
    const ct_key id = { .name = "id", .type = CT_T_ID };
    const ct_key lang = { .name = "lang", .type = CT_T_LANG };
    const ct_key yes = { .name = "upper", .type = CT_T_BOOL };
    const ct_key version = { .name = "map", .type = CT_T_VERSION };
    slot s;
    assert_true(bind(c, &text, "any text", &s));
    assert_string_equal(s.text, "any text");
    assert_true(bind(c, &yes, "true", &s));
    assert_true(s.yes);
    assert_true(bind(c, &version, "1", &s));
    assert_bad(c, &text, "", "'t' is empty");
    assert_bad(c, &id, "a b", "'id' must be letters, digits, '-', '_' or '.', not 'a b'");
    assert_bad(c, &lang, "en_GB", "'lang' must be a language, such as 'uk', not 'en_GB'");
    assert_bad(c, &yes, "yes", "'upper' must be true or false, not 'yes'");
    assert_bad(c, &version, "2", "'map: 2' is a format that this version does not know; it is 1");
}

static void areas_and_scales(void **state) {
    spec_case *c = *state;
    const ct_key area = { .name = "drop", .type = CT_T_AREA };
    const ct_key scale = { .name = "scale", .type = CT_T_SCALE };
    const ct_key share = { .name = "opacity", .type = CT_T_SHARE };
    slot s;
    assert_true(bind(c, &area, "< 0.05km2", &s));
    assert_true(s.number == 0.05);
    assert_true(bind(c, &scale, "1:50000", &s));
    assert_true(s.number == 50000);
    assert_true(bind(c, &share, "80%", &s));
    assert_bad(c, &area, "5", "'drop' must be an area, such as '0.05km2', not '5'");
    assert_bad(c, &scale, "50000", "'scale' must be a scale, such as '1:2500000', not '50000'");
    assert_bad(c, &share, "2", "'opacity' must be from 0% to 100%, not '2'");
}

static void fonts_are_named(void **state) {
    spec_case *c = *state;
    ct_yaml *fonts = ct_yaml_map(c->arena, CT_NOWHERE);
    ct_yaml_put(c->arena, fonts, (ct_name){ .text = "sans" },
                ct_yaml_scalar(c->arena, "A, B", CT_NOWHERE));
    ct_binding binding = { .arena = c->arena, .report = c->report, .where = "x", .fonts = fonts };
    const ct_key key = { .name = "font", .type = CT_T_FONT };
    slot s = { 0 };
    ct_bind_scalar(&binding, &key, ct_yaml_scalar(c->arena, "sans", CT_NOWHERE), &s);
    assert_string_equal(s.text, "A, B");
    ct_bind_scalar(&binding, &key, ct_yaml_scalar(c->arena, "snas", CT_NOWHERE), &s);
    assert_string_equal(case_findings(c),
                        "0:0: 'font': there is no font 'snas'\n  hint: did you mean 'sans'?\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(numbers_have_a_range),
        CASE(lengths_have_a_unit_and_a_range),
        CASE(em_is_kept_as_written),
        CASE(extents_are_lengths_or_shares),
        CASE(days_are_real_and_keep_their_text),
        CASE(distances_on_the_ground),
        CASE(words_come_from_a_table),
        CASE(colours_may_be_none_where_the_key_allows),
        CASE(texts_ids_and_switches),
        CASE(areas_and_scales),
        CASE(fonts_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
