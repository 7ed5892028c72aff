/* test_xml.c - text and ids that XML allows, whatever they are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static void check_text(const char *given, const char *want) {
    ct_buffer out = { 0 };
    ct_buffer_text(&out, "|");
    ct_xml_text(&out, given);
    assert_string_equal(out.data + 1, want);
    ct_buffer_free(&out);
}

static void text_is_escaped(void **state) {
    (void)state;
    check_text("", "");
    check_text("Київ 東京 🗺", "Київ 東京 🗺");
    check_text("<a b=\"c\">&amp;</a>", "&lt;a b=&quot;c&quot;&gt;&amp;amp;&lt;/a&gt;");
    check_text("]]>", "]]&gt;");
    check_text("a\nb\tc\rd", "a&#10;b&#9;c&#13;d");
}

static void forbidden_characters_go(void **state) {
    (void)state;
    check_text("a\x01\x08\x0B\x1F\x7F\xC2\x9Fz", "az");
    check_text("a\uFFFE\uFFFF\uFDD0\U0001FFFEz", "az");
    check_text("a\xFFz\xE2\x82", "a\uFFFDz\uFFFD\uFFFD");
    check_text("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD");
}

static void names_are_ncnames(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_xml_names *names = ct_xml_names_new(arena);
    assert_string_equal(ct_xml_name(names, "layer-", "land"), "layer-land");
    assert_string_equal(ct_xml_name(names, "label-", "towns/Bakhmut 1"), "label-towns-Bakhmut-1");
    assert_string_equal(ct_xml_name(names, "", "14"), "_14");
    assert_string_equal(ct_xml_name(names, "", "Донецьк"), "Донецьк");
    assert_string_equal(ct_xml_name(names, "", "a:b<c>\"&"), "a-b-c-");
    assert_string_equal(ct_xml_name(names, "", ""), "_");
    assert_string_equal(ct_xml_name(names, "", "-x"), "_-x");
    assert_string_equal(ct_xml_name(names, "",
                                    "a\xFF"
                                    "b"),
                        "a-b");
    ct_arena_free(arena);
}

static void a_prefix_is_not_doubled(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_xml_names *names = ct_xml_names_new(arena);
    assert_string_equal(ct_xml_name(names, "label-", "label-kyiv"), "label-kyiv");
    assert_string_equal(ct_xml_name(names, "label-", "kyiv"), "label-kyiv-2");
    ct_arena_free(arena);
}

static void names_are_unique(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_xml_names *names = ct_xml_names_new(arena);
    assert_string_equal(ct_xml_name(names, "", "a"), "a");
    assert_string_equal(ct_xml_name(names, "", "a-2"), "a-2");
    assert_string_equal(ct_xml_name(names, "", "a"), "a-3");
    assert_string_equal(ct_xml_name(names, "", "a"), "a-4");
    assert_string_equal(ct_xml_name(names, "", "a-2"), "a-2-2");
    ct_arena_free(arena);
}

static void many_names_are_kept(void **state) {
    (void)state;
    ct_arena *arena = ct_arena_new();
    ct_xml_names *names = ct_xml_names_new(arena);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 5000; i++) {
            const char *name = ct_printf(arena, "n%d", i);
            const char *want = round ? ct_printf(arena, "n%d-2", i) : name;
            assert_string_equal(ct_xml_name(names, "", name), want);
        }
    }
    for (int i = 0; i < 5000; i++) /* one name again and again */
        ct_xml_name(names, "", "same");
    assert_string_equal(ct_xml_name(names, "", "same"), "same-5001");
    ct_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped),   cmocka_unit_test(forbidden_characters_go),
        cmocka_unit_test(names_are_ncnames), cmocka_unit_test(a_prefix_is_not_doubled),
        cmocka_unit_test(names_are_unique),  cmocka_unit_test(many_names_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
