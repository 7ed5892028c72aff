/* test_text_fonts.c - texts measured with the few fonts of their families and with all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/scene/scene.h"

/* Three folders: Open Sans; DejaVu Sans and the other pinned ones; and a hundred and more that no
 * map of these tests names: DejaVu Serif over and over. */
enum { MANY = 120 };

static char top[] = "/tmp/cartouche-fonts-XXXXXX";
static FcConfig *pinned; /* of the tests' own fonts: too few to hide any */

static void link_font(const char *folder, const char *file, int copy) {
    const char *name = strrchr(file, '/') + 1;
    char to[512];
    snprintf(to, sizeof to, "%s/%s/%d-%s", top, folder, copy, name);
    assert_int_equal(symlink(file, to), 0);
}

static void link_fonts(void) {
    const FcFontSet *fonts = FcConfigGetFonts(pinned, FcSetSystem);
    for (int i = 0; i < fonts->nfont; i++) {
        FcChar8 *file;
        assert_int_equal(FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &file), FcResultMatch);
        const char *path = (const char *)file;
        if (strstr(path, "DejaVuSerif.ttf"))
            for (int k = 0; k < MANY; k++)
                link_font("many", path, k);
        else
            link_font(strstr(path, "OpenSans") ? "open" : "other", path, 0);
    }
}

static int fonts_lay_out(void **state) {
    (void)state;
    static const char rules[] =
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
        "<fontconfig><dir>%s/open</dir><dir>%s/other</dir><dir>%s/many</dir>"
        "<cachedir>%s/cache</cachedir>"
        "<alias binding=\"same\"><family>Borrowed</family>"
        "<accept><family>DejaVu Serif</family></accept></alias>"
        "<match target=\"font\"><test name=\"family\"><string>Open Sans</string></test>"
        "<test name=\"weight\" compare=\"more_eq\"><const>extrabold</const></test>"
        "<edit name=\"matrix\"><times><name>matrix</name><matrix><double>1.5</double>"
        "<double>0</double><double>0</double><double>1</double></matrix></times></edit></match>"
        "</fontconfig>";
    pinned = FcInitLoadConfigAndFonts();
    if (!pinned || !mkdtemp(top)) return -1;
    char path[256], command[256];
    snprintf(command, sizeof command, "mkdir %s/open %s/other %s/many", top, top, top);
    if (system(command) != 0) return -1;
    link_fonts();
    snprintf(path, sizeof path, "%s/fonts.conf", top);
    FILE *file = fopen(path, "w");
    if (!file) return -1;
    fprintf(file, rules, top, top, top, top);
    return fclose(file) == 0 ? setenv("FONTCONFIG_FILE", path, 1) : -1;
}

static int fonts_clear(void **state) {
    (void)state;
    FcConfigDestroy(pinned);
    char command[256];
    snprintf(command, sizeof command, "rm -rf %s", top);
    return system(command);
}

/* As texts of the usual weight ask. */
static bool suffice(ct_few_fonts *few, const char *families, const char *lang, const char *text) {
    const ct_font font = { .families = families, .weight = 400, .size = 13 };
    return ct_few_fonts_suffice(few, &font, lang, text);
}

static int count_of(FcConfig *config) {
    const FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);
    return set ? set->nfont : 0;
}

/* ---- what suffices -------------------------------------------------------------------------- */

static void families_are_found_by_name_alone(void **state) {
    (void)state;
    ct_few_fonts *few = ct_few_fonts_new();
    assert_true(ct_few_fonts_has(few, "Open Sans"));
    assert_true(ct_few_fonts_has(few, "open sans"));
    assert_true(ct_few_fonts_has(few, "DejaVu Serif"));
    assert_false(ct_few_fonts_has(few, "Borrowed"));
    assert_false(ct_few_fonts_has(few, "Open"));
    ct_few_fonts_free(few);
    ct_few_fonts_free(NULL);
}

static void the_few_are_the_fonts_of_the_folders_of_the_families(void **state) {
    (void)state;
    ct_few_fonts *few = ct_few_fonts_new();
    assert_null(ct_few_fonts_config(few));
    assert_true(suffice(few, "Open Sans", "en", "Donetsk — 48°"));
    FcConfig *config = ct_few_fonts_config(few);
    assert_non_null(config);
    assert_null(FcConfigGetFonts(config, FcSetSystem));
    const int open = count_of(config);
    assert_true(open >= 4 && open <= 12);
    assert_true(suffice(few, "Open Sans", "uk", "Донецьк, Ґрунт і її"));
    assert_true(suffice(few, "Open Sans", "uk", ""));
    assert_true(suffice(few, "OpenSans ,", "en", "a\u00a0b\u00adc\u202fd"));
    assert_ptr_equal(ct_few_fonts_config(few), config);
    assert_int_equal(count_of(config), open);
    ct_few_fonts_free(few);
}

static void other_letters_and_pictures_need_all(void **state) {
    (void)state;
    static const char *const texts[] = { "\u05d0\u05d1", "\u0633\u0644\u0627\u0645",
                                         "\u0e01",       "\u4e2d\u6587",
                                         "a\u2708",      "\U0001f600",
                                         "7\ufe0f\u20e3" };
    ct_few_fonts *few = ct_few_fonts_new();
    for (size_t i = 0; i < CT_COUNT(texts); i++)
        if (suffice(few, "Open Sans, DejaVu Sans", "en", texts[i]))
            fail_msg("'%s' is not for the few", texts[i]);
    assert_true(suffice(few, "Open Sans, DejaVu Sans", "en", "plain"));
    ct_few_fonts_free(few);
}

static void a_sign_of_the_second_family_is_covered_where_that_is_named(void **state) {
    (void)state;
    static const char sign[] = "\u2234"; /* therefore: DejaVu Sans has it, Open Sans has not */
    ct_few_fonts *few = ct_few_fonts_new();
    assert_true(suffice(few, "Open Sans, DejaVu Sans", "en", sign));
    assert_false(suffice(few, "Open Sans", "en", sign));
    ct_few_fonts_free(few);
}

static void families_that_are_not_there_need_all(void **state) {
    (void)state;
    ct_few_fonts *few = ct_few_fonts_new();
    assert_false(suffice(few, "No Such Family", "en", "a"));
    assert_false(suffice(few, "", "en", "a"));
    assert_false(suffice(few, " , ,", "en", "a"));
    assert_null(ct_few_fonts_config(few));
    assert_true(suffice(few, "No Such Family, Open Sans", "en", "a"));
    ct_few_fonts_free(few);
}

static void a_family_that_comes_late_needs_all(void **state) {
    (void)state;
    ct_few_fonts *few = ct_few_fonts_new();
    assert_true(suffice(few, "Open Sans", "en", "a"));
    assert_false(suffice(few, "DejaVu Sans", "en", "a"));
    assert_true(suffice(few, "Open Sans", "en", "a"));
    ct_few_fonts_free(few);
    few = ct_few_fonts_new();
    assert_true(ct_few_fonts_has(few, "DejaVu Sans"));
    assert_true(suffice(few, "Open Sans", "en", "a"));
    assert_true(suffice(few, "DejaVu Sans", "en", "a"));
    ct_few_fonts_free(few);
}

/* A rule gives this name the fonts that are the hundred: none are left to hide. */
static void a_rule_that_lends_a_family_is_followed(void **state) {
    (void)state;
    ct_few_fonts *few = ct_few_fonts_new();
    assert_false(suffice(few, "Borrowed, Open Sans", "en", "a"));
    ct_few_fonts_free(few);
    ct_arena *arena = ct_arena_new();
    ct_fonts *fonts = ct_fonts_new();
    const ct_font borrowed = { .families = "Borrowed, Open Sans", .weight = 400, .size = 40 };
    const ct_font serif = { .families = "DejaVu Serif", .weight = 400, .size = 40 };
    assert_true(ct_text_measure(arena, fonts, &borrowed, "Donetsk").width ==
                ct_text_measure(arena, fonts, &serif, "Donetsk").width);
    ct_fonts_free(fonts);
    ct_arena_free(arena);
}

static void many_lists_do_not_overflow(void **state) {
    (void)state;
    ct_few_fonts *few = ct_few_fonts_new();
    ct_buffer families = { 0 };
    ct_buffer_text(&families, "Open Sans");
    for (int i = 0; i < 100; i++) {
        const bool first = suffice(few, families.data, "en", "a");
        if (i == 0) assert_true(first);
        ct_buffer_printf(&families, ", Family %d", i);
    }
    assert_true(suffice(few, "Open Sans", "en", "a"));
    ct_few_fonts_free(few);
    ct_buffer_free(&families);
}

/* ---- measures ------------------------------------------------------------------------------- */

static void same_line(const ct_text_line *a, const ct_text_line *b, const char *text) {
    if (a->width != b->width || a->ascent != b->ascent || a->descent != b->descent ||
        memcmp(&a->ink, &b->ink, sizeof a->ink) != 0)
        fail_msg("'%s' measures %.6f, not %.6f", text, a->width, b->width);
}

/* What is measured with the few, with all after a switch, and with all from the beginning. */
static void measures_are_those_of_all_fonts(void **state) {
    (void)state;
    static const char *const texts[] = { "Donetsk", "Донецьк", "48° 01′ — “x”", "AVAToy ffi",
                                         "\u2234 so" };
    static const char switching[] = "\u0633\u0644\u0627\u0645";
    ct_arena *arena = ct_arena_new();
    ct_fonts *one = ct_fonts_new(), *all = ct_fonts_new();
    ct_font font = { .families = "Open Sans, DejaVu Sans", .weight = 400, .size = 13 };
    ct_text_measure(arena, all, &font, switching);
    for (int weight = 300; weight <= 800; weight += 100)
        for (int italic = 0; italic < 2; italic++)
            for (size_t i = 0; i < CT_COUNT(texts); i++) {
                font.weight = weight;
                font.italic = italic;
                ct_text_line few = ct_text_measure(arena, one, &font, texts[i]);
                ct_text_line whole = ct_text_measure(arena, all, &font, texts[i]);
                assert_true(few.width > 5);
                same_line(&few, &whole, texts[i]);
            }
    font.weight = 400;
    font.italic = false;
    ct_text_line before = ct_text_measure(arena, one, &font, texts[0]);
    ct_text_line other = ct_text_measure(arena, one, &font, switching);
    ct_text_line other_all = ct_text_measure(arena, all, &font, switching);
    same_line(&other, &other_all, switching);
    assert_int_equal(ct_fonts_missing(one, &font, switching), 0);
    ct_fonts_set_language(one, "uk"); /* forgets the measures */
    ct_fonts_set_language(one, "en");
    ct_text_line after = ct_text_measure(arena, one, &font, texts[0]);
    same_line(&before, &after, texts[0]);
    ct_fonts_free(one);
    ct_fonts_free(all);
    ct_arena_free(arena);
}

/* The rule of the test's fonts.conf for the heaviest weight: the few, which have no rules, do not
 * do for that face, and do for the others. */
static void a_face_that_a_rule_bends_needs_all(void **state) {
    (void)state;
    ct_few_fonts *few = ct_few_fonts_new();
    ct_font font = { .families = "Open Sans", .size = 13 };
    for (int italic = 0; italic < 2; italic++)
        for (font.weight = 300; font.weight <= 800; font.weight += 100) {
            font.italic = italic;
            if (ct_few_fonts_suffice(few, &font, "en", "a") != (font.weight < 800))
                fail_msg("weight %d, italic %d", font.weight, italic);
        }
    for (font.weight = 100; font.weight < 800; font.weight++) /* more than are kept */
        (void)ct_few_fonts_suffice(few, &font, "en", "a");
    font.weight = 400;
    assert_true(ct_few_fonts_suffice(few, &font, "en", "a"));
    ct_few_fonts_free(few);
}

/* It holds, whatever was chosen before. */
static void rules_for_fonts_are_kept(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_fonts *fonts = ct_fonts_new();
    ct_font font = { .families = "Open Sans", .weight = 700, .size = 40 };
    const double bold = ct_text_measure(arena, fonts, &font, "Donetsk").width;
    font.weight = 800;
    const double heavy = ct_text_measure(arena, fonts, &font, "Donetsk").width;
    assert_true(heavy > 1.4 * bold);
    ct_fonts_free(fonts);
    ct_arena_free(arena);
}

/* Last: it changes the fonts of the process. */
static void where_few_fonts_are_installed_all_are_used(void **state) {
    (void)state;
    assert_true(FcConfigSetCurrent(pinned));
    ct_few_fonts *few = ct_few_fonts_new();
    assert_true(ct_few_fonts_has(few, "Open Sans"));
    assert_false(suffice(few, "Open Sans", "en", "a"));
    assert_null(ct_few_fonts_config(few));
    ct_few_fonts_free(few);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_are_found_by_name_alone),
        cmocka_unit_test(the_few_are_the_fonts_of_the_folders_of_the_families),
        cmocka_unit_test(other_letters_and_pictures_need_all),
        cmocka_unit_test(a_sign_of_the_second_family_is_covered_where_that_is_named),
        cmocka_unit_test(families_that_are_not_there_need_all),
        cmocka_unit_test(a_family_that_comes_late_needs_all),
        cmocka_unit_test(a_rule_that_lends_a_family_is_followed),
        cmocka_unit_test(many_lists_do_not_overflow),
        cmocka_unit_test(measures_are_those_of_all_fonts),
        cmocka_unit_test(a_face_that_a_rule_bends_needs_all),
        cmocka_unit_test(rules_for_fonts_are_kept),
        cmocka_unit_test(where_few_fonts_are_installed_all_are_used),
    };
    return cmocka_run_group_tests(tests, fonts_lay_out, fonts_clear);
}
