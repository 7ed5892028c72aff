/* fuzz_template.c - ct_template_expand, ct_day_parse, ct_day_scan, ct_number_parse on any text. */
#include "fuzz.h"

#include <string.h>

#include "../../src/base/base.h"

static bool lookup(const char *name, void *user, ct_value *value) {
    (void)user;
    if (strcmp(name, "date") == 0)
        *value = (ct_value){ .kind = CT_VALUE_DAY, .day = 20480 };
    else if (strcmp(name, "km2") == 0)
        *value = (ct_value){ .kind = CT_VALUE_NUMBER, .number = 46570.25 };
    else if (strcmp(name, "name_en") == 0 || strcmp(name, "lang") == 0)
        *value = (ct_value){ .kind = CT_VALUE_TEXT, .text = "en" };
    else
        return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = { "date", "km2", "name_en", "lang" };
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    const char *text = ct_strndup(arena, (const char *)data, size);
    const char *result = NULL;
    if (ct_template_expand(arena, text, "en", lookup, NULL, names, CT_COUNT(names), CT_NOWHERE,
                           &result, report) &&
        !result)
        __builtin_trap();
    ct_day day;
    int32_t days;
    double number;
    size_t length;
    if (ct_day_parse(text, &day) && !ct_day_iso(arena, day)) __builtin_trap();
    if (ct_day_scan(text, "%Y%m%d", &day, &length) && length > strlen(text)) __builtin_trap();
    if (ct_day_scan("front-2026-01-27.geojson", text, &day, &length) && length > 24)
        __builtin_trap();
    if (ct_span_parse(text, &days) && days < 0) __builtin_trap();
    if (ct_number_parse(text, &number) && number - number != 0) __builtin_trap();
    ct_day_format(arena, 20480, text, "uk");
    ct_number_format(arena, 46570.25, text, "de");
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}
