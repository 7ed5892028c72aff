/* test_svg.c - the layered SVG: its structure, its numbers, its text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/canvas/canvas.h"

static ct_arena *arena;
static ct_scene *scene;
static const ct_rgba INK = { 0, 0, 0, 1 }, RED = { 1, 0, 0, 0.5 };

static int scene_setup(void **state) {
    (void)state;
    arena = ct_arena_new();
    scene = ct_scene_new(arena, 300, 200, (ct_rgba){ 1, 1, 1, 1 });
    return 0;
}

static int scene_teardown(void **state) {
    (void)state;
    ct_arena_free(arena);
    return 0;
}

static const char *svg(void) {
    ct_report *report = ct_report_new(NULL, NULL);
    ct_buffer out = { 0 };
    assert_true(ct_svg_draw(scene, &out, report));
    assert_int_equal(out.size, strlen(out.data));
    const char *text = ct_strdup(arena, out.data);
    ct_buffer_free(&out);
    ct_report_free(report);
    return text;
}

/* What stands between the paper and the end. */
static const char *body(void) {
    const char *text = svg(), *paper = strstr(text, "id=\"paper\"");
    assert_non_null(paper);
    const char *start = strchr(paper, '\n') + 1, *end = strstr(start, "</svg>\n");
    assert_string_equal(end, "</svg>\n");
    return ct_strndup(arena, start, (size_t)(end - start));
}

static void check_has(const char *part) {
    const char *text = svg();
    if (!strstr(text, part)) fail_msg("no %s in\n%s", part, text);
}

static ct_shape shape_of(ct_kind kind, const double *xy, size_t points) {
    ct_builder b = ct_builder_start(arena, kind);
    for (size_t i = 0; i < points; i++)
        ct_builder_point(&b, xy[2 * i], xy[2 * i + 1]);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

#define SHAPE(kind, ...)                                                                           \
    shape_of(kind, (const double[]){ __VA_ARGS__ }, sizeof((double[]){ __VA_ARGS__ }) / 16)

static void add_line(const char *id, ct_shape shape) {
    ct_scene_path(scene,
                  &(ct_path){ .id = id, .shape = shape, .stroke = { INK, 2, 0, 1, { 0 }, 0 } });
}

static void the_root_speaks_of_title_and_description(void **state) {
    (void)state;
    scene->title = "A & B";
    scene->description = "what < it shows";
    scene->lang = "uk";
    const char *text = svg();
    assert_non_null(strstr(text, "<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert_non_null(strstr(text, " width=\"300\" height=\"200\" viewBox=\"0 0 300 200\""));
    assert_non_null(strstr(text, " xml:lang=\"uk\" role=\"img\" aria-labelledby=\"title desc\""));
    assert_non_null(strstr(text, "<title id=\"title\">A &amp; B</title>\n"
                                 "<desc id=\"desc\">what &lt; it shows</desc>\n"
                                 "<rect id=\"paper\" x=\"0\" y=\"0\" width=\"300\" height=\"200\" "
                                 "fill=\"#ffffff\"/>"));
    assert_null(strstr(text, "xlink"));
    scene->description = NULL;
    check_has("aria-labelledby=\"title\"");
}

static void groups_are_named_by_their_role(void **state) {
    (void)state;
    const struct {
        ct_role role;
        const char *start;
    } roles[] = {
        { CT_ROLE_PLAIN, "<g id=\"x\" inkscape:label=\"T\">" },
        { CT_ROLE_FRAME, "<g id=\"frame-x\" inkscape:label=\"T\">" },
        { CT_ROLE_LAYER, "<g id=\"layer-x\" inkscape:groupmode=\"layer\" inkscape:label=\"T\">" },
        { CT_ROLE_LABEL, "<g id=\"label-x\" inkscape:label=\"T\">" },
        { CT_ROLE_ANNOTATION, "<g id=\"annotation-x\" inkscape:label=\"T\">" },
        { CT_ROLE_FURNITURE, "<g id=\"furniture-x\" inkscape:label=\"T\">" },
        { CT_ROLE_TEXT, "<g id=\"text-x\" inkscape:label=\"T\">" },
    };
    for (size_t i = 0; i < CT_COUNT(roles); i++) {
        ct_scene_begin(scene, roles[i].role, "x", "T");
        ct_scene_end(scene);
        check_has(roles[i].start);
    }
    ct_scene_begin(scene, CT_ROLE_LAYER, "no title", NULL);
    ct_scene_end(scene);
    check_has("<g id=\"layer-no-title\" inkscape:groupmode=\"layer\" inkscape:label=\"no title\">");
}

static void coordinates_are_relative_with_one_decimal(void **state) {
    (void)state;
    add_line(NULL,
             SHAPE(CT_LINE, 10, 20.04, 15.55, 20.04, 15.55, 10.5, 12, 12, 12.26, 11, 12.3, 9));
    assert_string_equal(body(), "<path fill=\"none\" stroke=\"#000000\" stroke-width=\"2\" "
                                "d=\"M10 20h5.6v-9.5l-3.6 1.5.3-1v-2\"/>\n");
}

static void rounding_does_not_add_up(void **state) {
    (void)state;
    enum { POINTS = 1001 };
    double xy[2 * POINTS];
    for (size_t i = 0; i < POINTS; i++) {
        xy[2 * i] = (double)i * 0.16;
        xy[2 * i + 1] = (double)i * 0.14 * (i % 2 ? 1 : -1);
    }
    add_line(NULL, shape_of(CT_LINE, xy, POINTS));
    const char *at = strstr(body(), "d=\"M0 0") + strlen("d=\"M0 0");
    double x = 0, y = 0; /* walked as a reader would */
    for (char command = 0; *at != '"';) {
        if (strchr("lhv", *at)) command = *at++;
        char *end;
        const double first = strtod(at, &end);
        at = end;
        double second = 0;
        if (command == 'l') {
            second = strtod(at, &end);
            at = end;
        }
        x += command == 'v' ? 0 : first;
        y += command == 'v' ? first : second;
    }
    assert_true(fabs(x - 160) < 0.051);
    assert_true(fabs(y + 140) < 0.051);
}

static void rings_are_closed_and_even_odd(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    const double rings[2][8] = { { 0, 0, 10, 0, 10, 10, 0, 10 }, { 2, 2, 2, 8, 8, 8, 2, 2 } };
    for (size_t r = 0; r < 2; r++) {
        for (size_t i = 0; i < 4; i++)
            ct_builder_point(&b, rings[r][2 * i], rings[r][2 * i + 1]);
        ct_builder_end_part(&b);
    }
    ct_scene_path(scene, &(ct_path){ .shape = ct_builder_take(&b), .has_fill = true, .fill = RED });
    assert_string_equal(body(), "<path fill=\"#ff0000\" fill-opacity=\"0.5\" fill-rule=\"evenodd\" "
                                "d=\"M0 0h10v10h-10zm2 2v6h6z\"/>\n");
}

/* Two large areas, all fills, then all outlines; the id is that of the fill. */
static void a_large_shape_is_written_once(void **state) {
    (void)state;
    const char *ids[] = { "UA-14", NULL };
    ct_shape shapes[2];
    ct_scene_begin(scene, CT_ROLE_LAYER, "land", NULL);
    for (int k = 0; k < 2; k++) {
        ct_builder b = ct_builder_start(arena, CT_POLYGON);
        for (int i = 0; i < 100; i++)
            ct_builder_point(&b, 50 + 100 * k + 40 * cos(i * M_PI / 50),
                             50 + 40 * sin(i * M_PI / 50));
        ct_builder_end_part(&b);
        shapes[k] = ct_builder_take(&b);
        ct_scene_path(
            scene, &(ct_path){ .id = ids[k], .shape = shapes[k], .has_fill = true, .fill = RED });
    }
    for (int k = 0; k < 2; k++)
        ct_scene_path(scene,
                      &(ct_path){ .shape = shapes[k], .stroke = { INK, 1, 0, 1, { 0 }, 0 } });
    ct_scene_path(scene, &(ct_path){ .shape = SHAPE(CT_LINE, 0, 0, 9, 0),
                                     .stroke = { INK, 1, 0, 1, { 0 }, 0 } });
    ct_scene_end(scene);
    const char *text = body(), *at = text;
    const char *const lines[] = {
        "<g id=\"layer-land\" inkscape:groupmode=\"layer\" inkscape:label=\"land\">\n",
        "<g fill=\"#ff0000\" fill-opacity=\"0.5\" fill-rule=\"evenodd\">\n",
        "<path id=\"land-UA-14\" d=\"M90 50",
        "<path id=\"land-shape-1\" d=\"M190 50",
        "</g>\n<g fill=\"none\" stroke=\"#000000\">\n<use xlink:href=\"#land-UA-14\"/>\n",
        "<use xlink:href=\"#land-shape-1\"/>\n</g>\n",
        "<path fill=\"none\" stroke=\"#000000\" d=\"M0 0h9\"/>\n</g>\n"
    };
    for (size_t i = 0; i < CT_COUNT(lines); i++) {
        at = strstr(at, lines[i]);
        if (!at) fail_msg("no %s in\n%s", lines[i], text);
        at += strlen(lines[i]);
    }
    assert_string_equal(at, "");
    check_has(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
}

static void a_fill_by_winding_number_is_what_svg_has_anyway(void **state) {
    (void)state;
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, 0, 0);
    ct_builder_point(&b, 10, 0);
    ct_builder_point(&b, 10, 10);
    ct_builder_end_part(&b);
    ct_scene_path(
        scene,
        &(ct_path){ .shape = ct_builder_take(&b), .has_fill = true, .winding = true, .fill = RED });
    assert_string_equal(body(),
                        "<path fill=\"#ff0000\" fill-opacity=\"0.5\" d=\"M0 0h10v10z\"/>\n");
}

static void what_rounds_to_nothing_is_not_written(void **state) {
    (void)state;
    ct_scene_path(scene, &(ct_path){ .shape = SHAPE(CT_POLYGON, 1, 1, 1.01, 1, 1.01, 1.01),
                                     .has_fill = true,
                                     .fill = RED });
    assert_string_equal(body(), "");
    add_line(NULL, SHAPE(CT_LINE, 5, 5, 5.01, 5)); /* a dot, with round caps */
    check_has("d=\"M5 5h0\"");
}

static void strokes_have_their_attributes(void **state) {
    (void)state;
    ct_scene_path(scene, &(ct_path){ .shape = SHAPE(CT_LINE, 0, 0, 9, 9),
                                     .stroke = { .color = { 0, 0.5, 1, 0.25 },
                                                 .width = 1.5,
                                                 .cap = CT_CAP_ROUND,
                                                 .join = CT_JOIN_ROUND,
                                                 .dash = { 4, 2.25 },
                                                 .dash_count = 2 } });
    check_has("<path fill=\"none\" stroke=\"#0080ff\" stroke-opacity=\"0.25\" stroke-width=\"1.5\" "
              "stroke-linejoin=\"round\" stroke-linecap=\"round\" stroke-dasharray=\"4,2.25\" d=");
}

static void features_carry_their_key_under_their_layer(void **state) {
    (void)state;
    ct_scene_begin(scene, CT_ROLE_LAYER, "oblasts", NULL);
    add_line("UA-14", SHAPE(CT_LINE, 0, 0, 1, 1));
    add_line("UA-14", SHAPE(CT_LINE, 0, 0, 2, 2));
    add_line("a \"b\"", SHAPE(CT_LINE, 0, 0, 3, 3));
    ct_scene_end(scene);
    add_line("UA-14", SHAPE(CT_LINE, 0, 0, 4, 4));
    check_has("<path id=\"oblasts-UA-14\" d=\"M0 0l1 1\"");
    check_has("<path id=\"oblasts-UA-14-2\" d=\"M0 0l2 2\"");
    check_has("<path id=\"oblasts-a-b-\" d=\"M0 0l3 3\"");
    check_has("<path id=\"UA-14\" fill=\"none\"");
}

static void one_look_is_told_once_by_the_group(void **state) {
    (void)state;
    ct_scene_begin(scene, CT_ROLE_PLAIN, NULL, NULL);
    add_line(NULL, SHAPE(CT_LINE, 0, 0, 1, 1));
    add_line(NULL, SHAPE(CT_LINE, 0, 0, 2, 2));
    ct_scene_end(scene);
    assert_string_equal(body(), "<g fill=\"none\" stroke=\"#000000\" stroke-width=\"2\">\n"
                                "<path d=\"M0 0l1 1\"/>\n<path d=\"M0 0l2 2\"/>\n</g>\n");
}

static void different_looks_stay_with_their_paths(void **state) {
    (void)state;
    ct_scene_begin(scene, CT_ROLE_PLAIN, NULL, NULL);
    add_line(NULL, SHAPE(CT_LINE, 0, 0, 1, 1));
    ct_scene_begin(scene, CT_ROLE_PLAIN, NULL, NULL);
    add_line(NULL, SHAPE(CT_LINE, 0, 0, 2, 2));
    ct_scene_end(scene);
    add_line(NULL, SHAPE(CT_LINE, 0, 0, 3, 3));
    ct_scene_end(scene);
    assert_string_equal(
        body(), "<g>\n<path fill=\"none\" stroke=\"#000000\" stroke-width=\"2\" d=\"M0 0l1 1\"/>\n"
                "<g>\n<path fill=\"none\" stroke=\"#000000\" stroke-width=\"2\" d=\"M0 0l2 2\"/>\n"
                "</g>\n"
                "<path fill=\"none\" stroke=\"#000000\" stroke-width=\"2\" d=\"M0 0l3 3\"/>\n"
                "</g>\n");
}

static void equal_clips_are_defined_once(void **state) {
    (void)state;
    const ct_group clipped = { .opacity = 0.5, .has_clip = true, .clip = { 1, 2, 11, 22.5 } };
    for (int i = 0; i < 2; i++) {
        ct_scene_begin_group(scene, &clipped);
        ct_scene_end(scene);
    }
    assert_string_equal(body(), "<clipPath id=\"clip-1\"><rect x=\"1\" y=\"2\" width=\"10\" "
                                "height=\"20.5\"/></clipPath>\n"
                                "<g opacity=\"0.5\" clip-path=\"url(#clip-1)\">\n</g>\n"
                                "<g opacity=\"0.5\" clip-path=\"url(#clip-1)\">\n</g>\n");
}

/* A text of one run. */
static ct_text text_of(const char *words, ct_font font) {
    ct_run *run = CT_NEW(arena, ct_run);
    *run = (ct_run){ .text = words, .font = font, .width = 40 };
    return (ct_text){
        .line = { .runs = run, .run_count = 1, .width = 40 }, .x = 10, .y = 20, .color = INK
    };
}

static const ct_font SANS = { "Open Sans, O'Neill", 400, false, 14, 0 };

static void text_is_live(void **state) {
    (void)state;
    ct_text text = text_of("A < B", SANS);
    ct_scene_text(scene, &text);
    assert_string_equal(body(), "<text x=\"10\" y=\"20\" font-family=\"'Open Sans', 'O\\'Neill', "
                                "sans-serif\" font-size=\"14\" fill=\"#000000\">A &lt; B</text>\n");
}

static void the_halo_is_a_second_text_below(void **state) {
    (void)state;
    ct_text text = text_of("Kyiv", (ct_font){ "Serif", 700, true, 12.5, 0 });
    text.halo_width = 1.5;
    text.halo = (ct_rgba){ 1, 1, 1, 0.9 };
    text.anchor = 0.5;
    text.angle = -30;
    ct_scene_text(scene, &text);
    const char *start = "<text x=\"10\" y=\"20\" text-anchor=\"middle\" transform=\"rotate(-30 10 "
                        "20)\" font-family=\"'Serif', serif\" font-size=\"12.5\" "
                        "font-weight=\"700\" font-style=\"italic\"";
    assert_string_equal(body(),
                        ct_printf(arena,
                                  "%s fill=\"none\" stroke=\"#ffffff\" stroke-opacity=\"0.9\" "
                                  "stroke-width=\"3\" stroke-linejoin=\"round\">Kyiv</text>\n"
                                  "%s fill=\"#000000\">Kyiv</text>\n",
                                  start, start));
}

static void bent_text_stands_letter_by_letter(void **state) {
    (void)state;
    ct_text text = text_of("D&n", (ct_font){ "Serif", 400, true, 12, 3 });
    const ct_letter letters[] = { { .text = "D", .x = 10, .y = 20, .angle = -30 },
                                  { .text = "&", .x = 20, .y = 15 } };
    text.letters = letters;
    text.letter_count = 2;
    text.halo_width = 1;
    text.halo = (ct_rgba){ 1, 1, 1, 1 };
    ct_scene_text(scene, &text);
    const char *drawn = "<text x=\"10\" y=\"20\" transform=\"rotate(-30 10 20)\">D</text>\n"
                        "<text x=\"20\" y=\"15\">&amp;</text>\n</g>\n";
    assert_string_equal(body(),
                        ct_printf(arena,
                                  "<g font-family=\"'Serif', serif\" font-size=\"12\" "
                                  "font-style=\"italic\" text-anchor=\"middle\" "
                                  "aria-label=\"D&amp;n\">\n<title>D&amp;n</title>\n"
                                  "<g fill=\"none\" stroke=\"#ffffff\" stroke-width=\"2\" "
                                  "stroke-linejoin=\"round\">\n%s<g fill=\"#000000\">\n%s</g>\n",
                                  drawn, drawn));
}

static void runs_are_spans(void **state) {
    (void)state;
    ct_run runs[] = { { .text = "Bold", .font = { "Open Sans", 700, false, 14, 0 } },
                      { .text = " and ", .font = { "Open Sans", 400, false, 14, 0 } },
                      { .text = "italic", .font = { "Open Sans", 400, true, 14, 0 } } };
    ct_scene_text(
        scene, &(ct_text){ .line = { .runs = runs, .run_count = 3, .width = 90 }, .color = INK });
    check_has(">Bold<tspan font-weight=\"400\"> and </tspan><tspan font-weight=\"400\" "
              "font-style=\"italic\">italic</tspan></text>");
}

static void right_to_left_text_stands_by_its_middle(void **state) {
    (void)state;
    ct_text text = text_of("دونيتسك", SANS);
    ((ct_run *)text.line.runs)->rtl = true;
    for (int i = 0; i < 3; i++) {
        scene->node_count = 0;
        text.anchor = i * 0.5;
        ct_scene_text(scene, &text);
        check_has(ct_printf(arena, "<text x=\"%d\" y=\"20\" text-anchor=\"middle\"", 30 - 20 * i));
        check_has(" direction=\"rtl\"");
    }
}

static void tracked_text_stands_by_its_left_end(void **state) {
    (void)state;
    ct_font tracked = SANS;
    tracked.tracking = 2.5;
    ct_text text = text_of("AREA", tracked);
    text.anchor = 0.5;
    ct_scene_text(scene, &text);
    check_has("<text x=\"-10\" y=\"20\" font-family");
    check_has(" letter-spacing=\"2.5\"");
}

static void spaces_are_kept(void **state) {
    (void)state;
    const char *words[] = { " a", "a ", "a  b", "a b" };
    for (size_t i = 0; i < CT_COUNT(words); i++) {
        scene->node_count = 0;
        ct_text text = text_of(words[i], SANS);
        ct_scene_text(scene, &text);
        const bool kept = strstr(body(), " xml:space=\"preserve\"") != NULL;
        assert_true(kept == (i < 3));
    }
}

static void a_picture_is_in_the_file(void **state) {
    (void)state;
    ct_scene_image(scene,
                   &(ct_image){ .picture = { .bytes = (const uint8_t *)"\x89PNG!", .size = 5 },
                                .box = { 1, 2, 4, 6 } });
    check_has("xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    check_has("<image x=\"1\" y=\"2\" width=\"3\" height=\"4\" preserveAspectRatio=\"none\" "
              "xlink:href=\"data:image/png;base64,iVBORyE=\"/>");
}

static void ids_do_not_meet_those_of_the_document(void **state) {
    (void)state;
    const char *ids[] = { "title", "desc", "paper", "clip-1" };
    for (size_t i = 0; i < CT_COUNT(ids); i++) {
        ct_scene_begin(scene, CT_ROLE_PLAIN, ids[i], NULL);
        ct_scene_end(scene);
    }
    ct_scene_begin_group(scene,
                         &(ct_group){ .has_clip = true, .clip = { 0, 0, 1, 1 }, .opacity = 1 });
    ct_scene_end(scene);
    check_has("<g id=\"title-2\">");
    check_has("<g id=\"desc-2\">");
    check_has("<g id=\"paper-2\">");
    check_has("<g id=\"clip-1\">");
    check_has("<clipPath id=\"clip-1-2\">");
    check_has("clip-path=\"url(#clip-1-2)\"");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

/* A square, red, with a clip and a gradient so that ids are needed. */
static const char square[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><style>rect{opacity:1}</style>"
    "<linearGradient id=\"g\"><stop stop-color=\"red\"/><stop offset=\"1\"/></linearGradient>"
    "<rect width=\"4\" height=\"4\" fill=\"url(#g)\"/></svg>";

static void an_svg_picture_is_paths_in_a_group(void **state) {
    (void)state;
    const ct_image image = { .picture = { .kind = CT_PICTURE_SVG,
                                          .bytes = (const uint8_t *)square,
                                          .size = sizeof square - 1,
                                          .width = 4,
                                          .height = 4 },
                             .box = { 10, 20, 18, 28 } };
    ct_scene_image(scene, &image);
    ct_scene_image(scene, &image);
    check_has("<g id=\"picture-1\" transform=\"translate(10 20)\">");
    check_has("<g id=\"picture-2\" transform=\"translate(10 20)\">");
    check_has("id=\"picture-1-");
    check_has("url(#picture-2-");
    assert_null(strstr(svg(), "<style"));
    assert_null(strstr(svg(), "id=\"g\""));
}

static void an_svg_picture_that_cannot_be_drawn_is_a_fault(void **state) {
    (void)state;
    const ct_image image = { .picture = { .kind = CT_PICTURE_SVG,
                                          .bytes = (const uint8_t *)"<p/>",
                                          .size = 4,
                                          .width = 4,
                                          .height = 4 },
                             .box = { 10, 20, 18, 28 } };
    ct_scene_image(scene, &image);
    ct_report *report = ct_report_new(NULL, NULL);
    ct_buffer out = { 0 };
    assert_false(ct_svg_draw(scene, &out, report));
    assert_int_equal(ct_report_status(report), CARTOUCHE_BAD_DATA);
    assert_int_equal(out.size, 0);
    ct_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_root_speaks_of_title_and_description),
        TEST(groups_are_named_by_their_role),
        TEST(coordinates_are_relative_with_one_decimal),
        TEST(rounding_does_not_add_up),
        TEST(rings_are_closed_and_even_odd),
        TEST(a_large_shape_is_written_once),
        TEST(a_fill_by_winding_number_is_what_svg_has_anyway),
        TEST(what_rounds_to_nothing_is_not_written),
        TEST(strokes_have_their_attributes),
        TEST(features_carry_their_key_under_their_layer),
        TEST(one_look_is_told_once_by_the_group),
        TEST(different_looks_stay_with_their_paths),
        TEST(equal_clips_are_defined_once),
        TEST(text_is_live),
        TEST(the_halo_is_a_second_text_below),
        TEST(bent_text_stands_letter_by_letter),
        TEST(runs_are_spans),
        TEST(right_to_left_text_stands_by_its_middle),
        TEST(tracked_text_stands_by_its_left_end),
        TEST(spaces_are_kept),
        TEST(a_picture_is_in_the_file),
        TEST(an_svg_picture_is_paths_in_a_group),
        TEST(an_svg_picture_that_cannot_be_drawn_is_a_fault),
        TEST(ids_do_not_meet_those_of_the_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
