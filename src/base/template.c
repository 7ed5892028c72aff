/* template.c - expand {name|filter:format} in texts, and write numbers as a language does. */
#include "base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

enum { DEEPEST = 4, LONGEST = 64 * 1024 };

typedef struct expansion {
    ct_arena *arena;
    const char *lang;
    ct_lookup_fn *lookup;
    void *user;
    const char *const *names;
    size_t name_count;
    ct_place place;
    ct_report *report;
} expansion;

/* ---- numbers ------------------------------------------------------------------------------------
 */

typedef struct number_form {
    bool sign, grouped, percent;
    int decimals; /* -1: as many as it takes, at most six */
} number_form;

/* A format is [+][,][.N]f or [+][,][.N]% or "d": a sign before what is above nought, grouping,
 * decimals; false where it is none of these. */
static bool number_form_parse(const char *format, number_form *form) {
    *form = (number_form){ .decimals = -1 };
    if (!format || !*format) return true;
    if (*format == '+') {
        form->sign = true;
        format++;
    }
    if (*format == ',') {
        form->grouped = true;
        format++;
    }
    if (*format == '.') {
        if (format[1] < '0' || format[1] > '9') return false;
        form->decimals = format[1] - '0';
        format += 2;
    }
    if (ct_streq(format, "d") && form->decimals < 0) {
        form->decimals = 0;
        return true;
    }
    form->percent = ct_streq(format, "%");
    if (form->decimals < 0 && *format == 'f') form->decimals = 6;
    return ct_streq(format, "f") || form->percent ||
           (!*format && form->decimals < 0 && (form->grouped || form->sign));
}

/* A minus is a minus: CLDR has the hyphen of keyboards for most languages. Where a language writes
 * marks of direction about its sign they stay. */
static void set_minus(UNumberFormat *writer) {
    UErrorCode error = U_ZERO_ERROR;
    UChar minus[16];
    int32_t size =
        unum_getSymbol(writer, UNUM_MINUS_SIGN_SYMBOL, minus, (int32_t)CT_COUNT(minus), &error);
    if (U_FAILURE(error)) return;
    for (int32_t i = 0; i < size; i++)
        if (minus[i] == '-') minus[i] = 0x2212;
    unum_setSymbol(writer, UNUM_MINUS_SIGN_SYMBOL, minus, size, &error);
}

/* The language's plus before the number, besides what stands there already (of a per cent). */
static void set_plus(UNumberFormat *writer) {
    UErrorCode error = U_ZERO_ERROR;
    UChar prefix[32];
    int32_t size = unum_getSymbol(writer, UNUM_PLUS_SIGN_SYMBOL, prefix, 16, &error);
    if (U_FAILURE(error) || size > 16) return;
    size += unum_getTextAttribute(writer, UNUM_POSITIVE_PREFIX, prefix + size, 16, &error);
    if (U_SUCCESS(error)) unum_setTextAttribute(writer, UNUM_POSITIVE_PREFIX, prefix, size, &error);
}

/* What is per cent already is a share to the format `%`. */
static double per_cent(const ct_value *value, const char *format) {
    number_form form;
    bool share = value->percent && number_form_parse(format, &form) && form.percent;
    return share ? value->number / 100 : value->number;
}

const char *ct_number_format(ct_arena *arena, double value, const char *format, const char *lang) {
    number_form form;
    if (!number_form_parse(format, &form)) return NULL;
    int most = form.decimals < 0 ? 6 : form.decimals;
    if (fabs(value) < 0.5 * pow(10, -most) / (form.percent ? 100 : 1)) value = 0; /* no "-0.0" */
    UErrorCode error = U_ZERO_ERROR;
    const char *locale = ct_lang_locale(arena, lang);
    if (!locale) return NULL;
    UNumberFormat *writer =
        unum_open(form.percent ? UNUM_PERCENT : UNUM_DECIMAL, NULL, 0, locale, NULL, &error);
    if (U_FAILURE(error)) return NULL;
    unum_setAttribute(writer, UNUM_GROUPING_USED, form.grouped);
    /* Spanish and Polish leave four digits ungrouped. */
    unum_setAttribute(writer, UNUM_MINIMUM_GROUPING_DIGITS, UNUM_MINIMUM_GROUPING_DIGITS_AUTO);
    unum_setAttribute(writer, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
    unum_setAttribute(writer, UNUM_MAX_FRACTION_DIGITS, most);
    unum_setAttribute(writer, UNUM_MIN_FRACTION_DIGITS, form.decimals < 0 ? 0 : most);
    set_minus(writer);
    if (form.sign && value != 0) set_plus(writer); /* no change has no sign */
    UChar wide[512]; /* 311 digits, 103 separators, 9 decimals, and some */
    int32_t size =
        unum_formatDouble(writer, value, wide, (int32_t)CT_COUNT(wide) - 1, NULL, &error);
    unum_close(writer);
    char text[1536];
    u_strToUTF8(text, (int32_t)sizeof text - 1, NULL, wide, size, &error);
    return U_SUCCESS(error) ? ct_strdup(arena, text) : NULL;
}

/* ---- filters
 * -------------------------------------------------------------------------------------- */

static const char *change_case(ct_arena *arena, const char *text, const char *lang, bool upper) {
    size_t size = strlen(text);
    if (size > LONGEST) return text;
    UErrorCode error = U_ZERO_ERROR;
    UChar *wide = CT_ARRAY(arena, size + 1, UChar);
    UChar *changed = CT_ARRAY(arena, size * 3 + 1, UChar);
    u_strFromUTF8WithSub(wide, (int32_t)size + 1, NULL, text, (int32_t)size, 0xFFFD, NULL, &error);
    int32_t room = (int32_t)size * 3 + 1;
    int32_t got = upper ? u_strToUpper(changed, room, wide, -1, lang ? lang : "en", &error)
                        : u_strToLower(changed, room, wide, -1, lang ? lang : "en", &error);
    char *out = ct_arena_alloc(arena, (size_t)got * 3 + 1);
    u_strToUTF8(out, got * 3 + 1, NULL, changed, got, &error);
    return U_SUCCESS(error) ? out : text;
}

const char *ct_upper(ct_arena *arena, const char *text, const char *lang) {
    return change_case(arena, text, lang, true);
}

static const char *trim(ct_arena *arena, const char *text) {
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    size_t size = strlen(text);
    while (size && strchr(blanks, text[size - 1]))
        size--;
    return ct_strndup(arena, text, size);
}

/* ---- expansion
 * ------------------------------------------------------------------------------------ */

static bool expand(const expansion *e, const char *text, size_t size, int depth,
                   const char **result);

static bool unknown_name(const expansion *e, const char *name) {
    (void)ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place, "unknown name '{%s}' in a template",
                  name);
    const char *near = ct_nearest(name, e->names, e->name_count);
    if (near) ct_hint(e->report, "did you mean '{%s}'?", near);
    return false;
}

/* "date-30d" and "date-1y+1d" are the day "date" moved by steps; any other name is looked up as it
 * stands. */
static bool look_up(const expansion *e, const char *name, ct_value *value) {
    *value = (ct_value){ 0 };
    if (e->lookup(name, e->user, value)) return true;
    size_t size = strlen(name);
    for (size_t i = 1; i < size; i++) {
        int32_t months, days;
        if (!ct_steps_parse(name + i, &months, &days)) continue;
        const char *base = ct_strndup(e->arena, name, i);
        if (!e->lookup(base, e->user, value) || value->kind != CT_VALUE_DAY) break;
        value->day = ct_day_step(value->day, months, days);
        return true;
    }
    return unknown_name(e, name);
}

/* The value as text, with its format. NULL: the format does not suit. */
static const char *write_value(const expansion *e, const ct_value *value, const char *format) {
    switch (value->kind) {
    case CT_VALUE_TEXT:
        return format ? NULL : value->text ? value->text : "";
    case CT_VALUE_NUMBER:
        if (isfinite(value->number))
            return ct_number_format(e->arena, per_cent(value, format), format, e->lang);
        return ct_number_format(e->arena, 0, format, e->lang) ? "" : NULL;
    case CT_VALUE_DAY:
        if (value->day != CT_NO_DAY) return ct_day_format(e->arena, value->day, format, e->lang);
        return ct_day_format(e->arena, 0, format, e->lang) ? "" : NULL;
    case CT_VALUE_NONE:
        break;
    }
    return "";
}

static const char *apply_filter(const expansion *e, const char *text, const char *filter) {
    if (ct_streq(filter, "upper")) return change_case(e->arena, text, e->lang, true);
    if (ct_streq(filter, "lower")) return change_case(e->arena, text, e->lang, false);
    if (ct_streq(filter, "trim")) return trim(e->arena, text);
    return NULL;
}

/* What stands between the braces: name, then |filters, then :format. */
static bool expand_field(const expansion *e, const char *inside, const char **result) {
    const char *bar = strchr(inside, '|'), *colon = strchr(inside, ':');
    const char *format = colon ? colon + 1 : NULL;
    size_t end = colon ? (size_t)(colon - inside) : strlen(inside);
    size_t name_end = bar && (size_t)(bar - inside) < end ? (size_t)(bar - inside) : end;
    const char *name = trim(e->arena, ct_strndup(e->arena, inside, name_end));
    if (!*name) return ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place, "'{}' names nothing");
    ct_value value = { 0 };
    if (!look_up(e, name, &value)) return false;
    const char *text = write_value(e, &value, format);
    if (!text) {
        if (!format) format = "";
        (void)ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place,
                      "the format '%s' does not suit '{%s}'", format, name);
        if (strchr(format, '|'))
            ct_hint(e->report, "filters come before the format: {name|upper:format}");
        else
            ct_hint(e->report,
                    value.kind == CT_VALUE_DAY
                        ? "dates take long, medium, short, full, iso, or such as %%-d %%B %%Y"
                    : value.kind == CT_VALUE_NUMBER ? "numbers take such as ,.0f or +.1f"
                                                    : "texts take no format");
        return false;
    }
    while (name_end < end) {
        const char *start = inside + name_end + 1;
        const char *next = memchr(start, '|', end - name_end - 1);
        size_t stop = next ? (size_t)(next - inside) : end;
        const char *filter = trim(e->arena, ct_strndup(e->arena, start, stop - name_end - 1));
        text = apply_filter(e, text, filter);
        if (!text) {
            (void)ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place, "unknown filter '%s'", filter);
            ct_hint(e->report, "the filters are upper, lower, trim");
            return false;
        }
        name_end = stop;
    }
    *result = text;
    return true;
}

/* The index of the brace that closes the one at text[0]; size where there is none. */
static size_t closing(const char *text, size_t size) {
    int depth = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '{') depth++;
        if (text[i] == '}' && --depth == 0) return i;
    }
    return size;
}

static bool expand(const expansion *e, const char *text, size_t size, int depth,
                   const char **result) {
    ct_buffer out = { 0 };
    bool good = true;
    for (size_t i = 0; i < size && good; i++) {
        bool doubled = i + 1 < size && text[i + 1] == text[i];
        if ((text[i] == '{' || text[i] == '}') && doubled && depth == 0) {
            ct_buffer_append(&out, text + i++, 1);
        } else if (text[i] == '{') {
            size_t close = closing(text + i, size - i);
            const char *inside, *value = "";
            if (depth >= DEEPEST) {
                good = ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place,
                               "the braces of a template stand more than %d deep", DEEPEST);
                break;
            }
            if (close == size - i) {
                good = ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place,
                               "'{' without its '}' in a template");
                ct_hint(e->report, "write '{{' for a brace");
                break;
            }
            good = expand(e, text + i + 1, close - 1, depth + 1, &inside) &&
                   expand_field(e, inside, &value);
            ct_buffer_text(&out, value);
            i += close;
        } else if (text[i] == '}') {
            good = ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place,
                           "'}' without its '{' in a template");
            ct_hint(e->report, "write '}}' for a brace");
        } else {
            ct_buffer_append(&out, text + i, 1);
        }
        if (out.size > LONGEST)
            good = ct_fail(e->report, CARTOUCHE_BAD_SPEC, e->place,
                           "a template grows beyond %d bytes", LONGEST);
    }
    if (good) *result = ct_strndup(e->arena, out.size ? out.data : "", out.size);
    ct_buffer_free(&out);
    return good;
}

bool ct_template_expand(ct_arena *arena, const char *text, const char *lang, ct_lookup_fn *lookup,
                        void *user, const char *const *names, size_t name_count, ct_place place,
                        const char **result, ct_report *report) {
    expansion e = { arena, lang, lookup, user, names, name_count, place, report };
    return expand(&e, text, strlen(text), 0, result);
}
