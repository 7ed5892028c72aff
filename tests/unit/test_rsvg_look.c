/* test_rsvg_look.c - SVGs that keep to themselves, and those that do not. */
#include "picture.h"

#include <libxml/parser.h>

static bool look(const char *svg, char *why, size_t room, bool *has_text) {
    why[0] = '\0';
    return ct_rsvg_look((const uint8_t *)svg, strlen(svg), has_text, why, room);
}

static void what_points_inside_is_taken(void **state) {
    (void)state;
    static const char *const good[] = {
        SVG_OF("",
               "<use xlink:href=\"#a\"/><g id=\"a\" fill=\"url(#g)\" style=\"mask:url('#m')\"/>"),
        SVG_OF("", "<image xlink:href=\"data:image/png;base64,AAAA\"/>"),
        SVG_OF("", "<a xlink:href=\"https://example.org\"><g/></a>"),
        SVG_OF("",
               "<style>.a { fill: url( \"#g\" ) } @font-face { src: url(data:font/x,A) }</style>"),
        "<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&ns;\"/>",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg/>",
    };
    for (size_t i = 0; i < CT_COUNT(good); i++) {
        char why[300];
        bool has_text = false;
        if (!look(good[i], why, sizeof why, &has_text)) fail_msg("%s\n%s", good[i], why);
        assert_false(has_text);
    }
}

static void what_reaches_outside_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *svg, *why;
    } bad[] = {
        { SVG_OF("", "<image xlink:href=\"photo.jpg\"/>"), "it refers to another file: photo.jpg" },
        { SVG_OF("", "<image href=\"http://a/b.png\"/>"),
          "it refers to another file: http://a/b.png" },
        { SVG_OF("", "<image href=\"data:image/svg+xml,A\"/>"),
          "it refers to another file: data:image/svg+xml,A" },
        { SVG_OF("", "<g fill=\"url(other.svg#g)\"/>"), "it refers to another file: other.svg#g)" },
        { SVG_OF("", "<style>@import 'a.css';</style>"),
          "it refers to another file: @import 'a.css';" },
        { SVG_OF("", "<style>a { fill: URL( 'x#y') }</style>"),
          "it refers to another file: x#y') }" },
        { "<?xml-stylesheet href=\"a.css\"?><svg/>", "it refers to another file: a style sheet" },
        { SVG_OF("", "<g><g><script>1</script></g></g>"), "it holds a script" },
        { SVG_OF(" onload=\"run()\"", ""), "it holds a script: onload" },
        { SVG_OF(" xml:base=\"http://a\"", ""), "it refers to another place: http://a" },
        { "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg>&x;</svg>",
          "it declares an entity that is no plain text: x" },
        { "<!DOCTYPE svg [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><svg>&z;</svg>",
          "it declares an entity that is no plain text: z" },
        { "<svg>\n<g></svg>", "it is not well-formed: line 2: " },
    };
    for (size_t i = 0; i < CT_COUNT(bad); i++) {
        char why[300];
        bool has_text;
        assert_false(look(bad[i].svg, why, sizeof why, &has_text));
        if (strncmp(why, bad[i].why, strlen(bad[i].why)) != 0) fail_msg("%s\n%s", bad[i].svg, why);
    }
}

static void an_attribute_may_hide_behind_an_entity(void **state) {
    (void)state;
    char why[300];
    bool has_text;
    assert_false(look("<!DOCTYPE svg [<!ENTITY x \"photo.jpg\">]><svg><image href=\"&x;\"/></svg>",
                      why, sizeof why, &has_text));
    assert_string_equal(why, "it refers to another file: photo.jpg");
}

static void text_is_noticed(void **state) {
    (void)state;
    char why[300];
    bool has_text = false;
    assert_true(look(SVG_OF("", "<g><text>A</text></g>"), why, sizeof why, &has_text));
    assert_true(has_text);
}

static int clean_up(void **state) {
    (void)state;
    xmlCleanupParser();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_points_inside_is_taken),
        cmocka_unit_test(what_reaches_outside_is_refused),
        cmocka_unit_test(an_attribute_may_hide_behind_an_entity),
        cmocka_unit_test(text_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, clean_up);
}
