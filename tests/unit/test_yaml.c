/* test_yaml.c - YAML as a tree with places, and the faults of files. */
#include "spec_case.h"

static const char *fault(spec_case *c, const char *text, size_t size) {
    ct_yaml *root = NULL;
    assert_false(ct_yaml_parse(c->arena, "t.yaml", text, size, &root, c->report));
    assert_null(root);
    assert_int_equal(ct_report_status(c->report), CARTOUCHE_BAD_SPEC);
    assert_string_equal(ct_report_at(c->report, 0)->file, "t.yaml");
    return case_findings(c);
}

static const char *fault_of(spec_case *c, const char *text) { return fault(c, text, strlen(text)); }

static void assert_place(ct_place place, int line, int column) {
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_string_equal(place.file, "t.yaml");
}

static void keys_and_values_have_places(void **state) {
    spec_case *c = *state;
    const ct_yaml *root = case_yaml(c, "a: 1\nbé: { x: [1, 'q'], y: \"z\" }\nc:\n  - k: v\n");
    assert_int_equal(root->kind, CT_YAML_MAP);
    assert_int_equal(root->count, 3);
    assert_place(root->items[0].key.place, 1, 1);
    assert_place(root->items[0].value->place, 1, 4);
    const ct_yaml *b = ct_yaml_get(root, "bé");
    assert_place(b->place, 2, 5);
    const ct_yaml *x = ct_yaml_get(b, "x");
    assert_int_equal(x->kind, CT_YAML_LIST);
    assert_int_equal(x->count, 2);
    assert_place(x->items[1].value->place, 2, 14); /* of the quote, in letters, not in bytes */
    assert_place(ct_yaml_get(b, "y")->place, 2, 23);
    const ct_yaml *item = ct_yaml_get(root, "c")->items[0].value;
    assert_place(item->items[0].key.place, 4, 5);
    assert_string_equal(item->items[0].value->text, "v");
}

/* A place that no version of libfyaml moves: of the key, else of what stands before. */
static void what_is_empty_has_a_place(void **state) {
    spec_case *c = *state;
    const ct_yaml *root = case_yaml(c, "a:\nb: { x, y: , z: }   \nlong:   # a comment\n\nd:\n"
                                       "  - k\n  -\n  - e:\n  -\n? q\n");
    assert_place(ct_yaml_get(root, "a")->place, 1, 1);
    assert_place(ct_yaml_get(ct_yaml_get(root, "b"), "x")->place, 2, 6);
    assert_place(ct_yaml_get(ct_yaml_get(root, "b"), "y")->place, 2, 9);
    assert_place(ct_yaml_get(ct_yaml_get(root, "b"), "z")->place, 2, 14);
    assert_place(ct_yaml_get(root, "long")->place, 3, 1);
    const ct_yaml *d = ct_yaml_get(root, "d");
    assert_place(d->items[1].value->place, 6, 5);
    assert_place(ct_yaml_get(d->items[2].value, "e")->place, 8, 5);
    assert_place(d->items[3].value->place, 8, 5);
    assert_place(ct_yaml_get(root, "q")->place, 10, 3);
    assert_place(case_yaml(c, "---\n")->place, 1, 1);
    assert_string_equal(fault_of(c, "a: 1\n: 2\n"), "1:4: a key is missing before ':'\n"
                                                    "  hint: write the key's name\n");
}

static void scalars_keep_their_text(void **state) {
    spec_case *c = *state;
    const ct_yaml *root =
        case_yaml(c, "a: 007\nb: '007'\nc: no\nd:\ne: |\n  x\n  y\nf: \"\\u00e9\"\n"
                     "g: red / 30%\nh: 1:2500000\n");
    assert_string_equal(ct_yaml_get(root, "a")->text, "007");
    assert_false(ct_yaml_get(root, "a")->quoted);
    assert_true(ct_yaml_get(root, "b")->quoted);
    assert_string_equal(ct_yaml_get(root, "c")->text, "no");
    assert_true(ct_yaml_is_null(ct_yaml_get(root, "d")));
    assert_string_equal(ct_yaml_get(root, "e")->text, "x\ny\n");
    assert_true(ct_yaml_get(root, "e")->quoted);
    assert_string_equal(ct_yaml_get(root, "f")->text, "é");
    assert_string_equal(ct_yaml_get(root, "g")->text, "red / 30%");
    assert_string_equal(ct_yaml_get(root, "h")->text, "1:2500000");
}

static void texts_of_many_pieces_are_whole(void **state) {
    spec_case *c = *state;
    ct_buffer text = { 0 };
    ct_buffer_text(&text, "a: '");
    for (int i = 0; i < 500; i++)
        ct_buffer_text(&text, "x''");
    ct_buffer_text(&text, "'\nb: \"");
    for (int i = 0; i < 500; i++)
        ct_buffer_text(&text, "\\ty");
    ct_buffer_text(&text, "\"\nc: |\n");
    for (int i = 0; i < 500; i++)
        ct_buffer_text(&text, "  line\n");
    ct_buffer_text(&text, "d: >\n");
    for (int i = 0; i < 500; i++)
        ct_buffer_text(&text, "  fold\n");
    const ct_yaml *root = case_yaml(c, text.data);
    ct_buffer_free(&text);
    const char *a = ct_yaml_get(root, "a")->text, *b = ct_yaml_get(root, "b")->text;
    const char *lines = ct_yaml_get(root, "c")->text, *folded = ct_yaml_get(root, "d")->text;
    assert_int_equal(strlen(a), 1000);
    assert_int_equal(strlen(b), 1000);
    assert_int_equal(strlen(lines), 2500);
    assert_int_equal(strlen(folded), 2500);
    for (size_t i = 0; i < 500; i++) {
        assert_memory_equal(a + 2 * i, "x'", 2);
        assert_memory_equal(b + 2 * i, "\ty", 2);
        assert_memory_equal(lines + 5 * i, "line\n", 5);
        assert_memory_equal(folded + 5 * i, i < 499 ? "fold " : "fold\n", 5);
    }
}

static void empty_files_are_empty_mappings(void **state) {
    spec_case *c = *state;
    static const char *const texts[] = { "", "\n", "# a comment\n", "---\n", "\xef\xbb\xbf" };
    for (size_t i = 0; i < CT_COUNT(texts); i++) {
        const ct_yaml *root = case_yaml(c, texts[i]);
        /* an explicit empty document is a null value, which is no mapping of keys either way */
        if (root->kind == CT_YAML_MAP)
            assert_int_equal(root->count, 0);
        else
            assert_true(ct_yaml_is_null(root));
    }
}

static void windows_files_are_read(void **state) {
    const ct_yaml *root = case_yaml(*state, "\xef\xbb\xbf"
                                            "a: 1\r\nb: 2\r\n");
    assert_string_equal(ct_yaml_get(root, "a")->text, "1");
    assert_place(root->items[1].key.place, 2, 1);
}

static void a_spec_has_no_logic(void **state) {
    spec_case *c = *state;
    assert_string_equal(fault_of(c, "a: &x [1]\nb: *x\n"),
                        "1:4: anchors and aliases are not allowed\n"
                        "  hint: write the value out, or give a class a 'base'\n");
    assert_string_equal(fault_of(c, "a: *nope\n"),
                        "1:4: anchors and aliases are not allowed\n"
                        "  hint: write the value out, or give a class a 'base'\n");
    assert_string_equal(fault_of(c, "a: &x 1\n"),
                        "1:4: anchors and aliases are not allowed\n"
                        "  hint: write the value out, or give a class a 'base'\n");
    assert_string_equal(fault_of(c, "a: {<<: {b: 1}}\n"),
                        "1:5: merge keys are not allowed\n"
                        "  hint: write the keys out, or give a class a 'base'\n");
    assert_string_equal(fault_of(c, "a: !!str 3\n"),
                        "1:4: tags are not allowed\n"
                        "  hint: leave the tag out: every key knows the type of its value\n");
    assert_string_equal(fault_of(c, "a: !own {b: 1}\n"),
                        "1:4: tags are not allowed\n"
                        "  hint: leave the tag out: every key knows the type of its value\n");
    assert_string_equal(fault_of(c, "? [a, b]\n: c\n"),
                        "1:3: a key must be a plain text\n"
                        "  hint: put quotes around a text that starts with '{' or '['\n");
    assert_string_equal(fault_of(c, "a: 1\n---\nb: 2\n"),
                        "2:1: a second document starts here\n"
                        "  hint: a file holds one; leave '---' out\n");
    assert_string_equal(ct_yaml_get(case_yaml(c, "\"<<\": 1\n"), "<<")->text, "1");
}

static void keys_stand_once_and_all_twins_are_told(void **state) {
    spec_case *c = *state;
    assert_string_equal(fault_of(c, "a: 1\nb: {x: 1, x: 2}\na: 2\n"),
                        "2:11: key 'x' stands twice; the first is on line 2\n"
                        "3:1: key 'a' stands twice; the first is on line 1\n");
    /* the same key of two mappings is no twin */
    assert_int_equal(case_yaml(c, "a: {x: 1}\nb: {x: 1}\n")->count, 2);
}

static void syntax_errors_become_findings(void **state) {
    spec_case *c = *state;
    static const struct {
        const char *text;
        const char *finding;
    } cases[] = {
        { "a:\n\tb: 1\n", "2:1: not valid YAML: tab character may not be used as indentation\n" },
        { "a: [1, 2\n", "2:1: not valid YAML: " },
        { "a: \"x\n", "1:5: not valid YAML: double-quoted scalar without closing quote\n" },
        { "a: {b: 1\n", "2:1: not valid YAML: " },
        { "a: b: c\n", "1:5: not valid YAML: invalid nested block mapping on the same line\n" },
        { "a: @b\n", "1:4: not valid YAML: plain scalar cannot start with '@'\n" },
        { "a: \"\\q\"\n", "1:5: not valid YAML: invalid escape 'q' in double-quoted string\n" },
        { "a:\n  - x\n b: 1\n", "3:2: not valid YAML: invalid indentation in mapping\n" },
    };
    for (size_t i = 0; i < CT_COUNT(cases); i++) {
        const char *found = fault_of(c, cases[i].text);
        if (strncmp(found, cases[i].finding, strlen(cases[i].finding)) != 0)
            fail_msg("'%s' gives '%s'", cases[i].text, found);
        assert_non_null(strchr(found, '\n'));
        assert_string_equal(strchr(found, '\n'), "\n"); /* one finding, not its echoes */
    }
}

static void bytes_are_checked_first(void **state) {
    spec_case *c = *state;
    assert_string_equal(fault_of(c, "a: é\nb: x\xe9y\n"),
                        "2:5: not UTF-8: save the file with that encoding\n");
    assert_string_equal(fault(c, "a: 1\n\0b", 7),
                        "2:1: a NUL character: this is not a text file\n");
    assert_string_equal(fault_of(c, "a: \"\\0\"\n"), "1:4: a text must not hold a NUL character\n"
                                                     "  hint: leave it out\n");
    size_t size = ((size_t)1 << 20) + 1;
    char *big = malloc(size + 1);
    memset(big, '#', size);
    big[size] = '\0';
    assert_string_equal(fault(c, big, size),
                        "1:1: the file is over 1 MiB; a spec is a short text\n");
    big[size - 1] = '\0'; /* exactly 1 MiB of comment is fine */
    assert_int_equal(case_yaml(c, big)->count, 0);
    free(big);
}

static void depth_has_a_limit(void **state) {
    spec_case *c = *state;
    char text[4096];
    for (int depth = 63; depth <= 65; depth++) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        text[2 * depth] = '\0';
        ct_yaml *root = NULL;
        bool good = ct_yaml_parse(c->arena, "t.yaml", text, strlen(text), &root, c->report);
        assert_int_equal(good, depth <= 64);
    }
    assert_string_equal(case_findings(c), "1:65: nested more than 64 deep\n"
                                          "  hint: no key needs that\n");
    memset(text, '[', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_string_equal(fault_of(c, text), "1:65: nested more than 64 deep\n"
                                           "  hint: no key needs that\n");
    memset(text, '{', sizeof text - 1);
    (void)fault_of(c, text);
}

static void lists_have_a_limit(void **state) {
    spec_case *c = *state;
    ct_buffer text = { 0 };
    for (int i = 0; i < 10001; i++)
        ct_buffer_printf(&text, "- %d\n", i);
    assert_string_equal(fault_of(c, text.data),
                        "10001:3: more than 10000 items in one list or mapping\n"
                        "  hint: data belong in a file of their own\n");
    ct_buffer_free(&text);
}

static void an_alias_bomb_is_refused_fast(void **state) {
    ct_buffer text = { 0 };
    ct_buffer_text(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
        ct_buffer_printf(&text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 9; k++)
            ct_buffer_printf(&text, "%s*a%d", k ? ", " : "", i - 1);
        ct_buffer_text(&text, "]\n");
    }
    spec_case *c = *state;
    size_t before = ct_arena_used(c->arena);
    assert_string_equal(fault_of(c, text.data),
                        "1:5: anchors and aliases are not allowed\n"
                        "  hint: write the value out, or give a class a 'base'\n");
    assert_true(ct_arena_used(c->arena) - before < 10000);
    ct_buffer_free(&text);
}

static void files_are_read_with_their_place(void **state) {
    spec_case *c = *state;
    ct_yaml *root = NULL;
    ct_place place = { .file = "m.map.yaml", .line = 3, .column = 8 };
    assert_false(ct_yaml_read(c->arena, "/nowhere/x.yaml", place, &root, c->report));
    assert_int_equal(ct_report_status(c->report), CARTOUCHE_BAD_IO);
    assert_int_equal(ct_report_at(c->report, 0)->line, 3);
    const char *path = case_file(c, "m.map.yaml", "a: 1\n");
    assert_true(ct_yaml_read(c->arena, path, CT_NOWHERE, &root, c->report));
    assert_string_equal(root->place.file, path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(keys_and_values_have_places),
        CASE(what_is_empty_has_a_place),
        CASE(scalars_keep_their_text),
        CASE(texts_of_many_pieces_are_whole),
        CASE(empty_files_are_empty_mappings),
        CASE(windows_files_are_read),
        CASE(a_spec_has_no_logic),
        CASE(keys_stand_once_and_all_twins_are_told),
        CASE(syntax_errors_become_findings),
        CASE(bytes_are_checked_first),
        CASE(depth_has_a_limit),
        CASE(lists_have_a_limit),
        CASE(an_alias_bomb_is_refused_fast),
        CASE(files_are_read_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
