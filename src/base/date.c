/* date.c - civil days: parsing, scanning names, and writing them as a language does. */
#include "base.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* Howard Hinnant, "chrono-compatible low-level date algorithms" (days_from_civil). */
ct_day ct_day_from(int year, int month, int mday) {
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = (int)(y - era * 400);
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    int64_t day = era * 146097 + day_of_era - 719468;
    return day <= CT_NO_DAY ? CT_NO_DAY : day > INT32_MAX ? INT32_MAX : (ct_day)day;
}

void ct_day_civil(ct_day day, int *year, int *month, int *mday) {
    int64_t z = (int64_t)day + 719468;
    int era = (int)((z >= 0 ? z : z - 146096) / 146097);
    int doe = (int)(z - (int64_t)era * 146097);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *mday = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

/* True where the three are a real day of the years 1..9999. */
static bool real_day(int year, int month, int mday) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || mday < 1 || mday > 31) return false;
    int y, m, d;
    ct_day_civil(ct_day_from(year, month, mday), &y, &m, &d);
    return y == year && m == month && d == mday;
}

/* Reads up to `most` digits (at least `least`); returns how many, 0 for fewer. */
static size_t digits(const char *text, size_t least, size_t most, int *value) {
    size_t n = 0;
    int number = 0;
    while (n < most && isdigit((unsigned char)text[n]))
        number = number * 10 + (text[n++] - '0');
    if (n < least) return 0;
    *value = number;
    return n;
}

/* An English month name at `text`, whole or cut to three letters, in any case; its length, or 0. */
static size_t month_name(const char *text, bool whole, int *month) {
    static const char *const names[] = { "january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december" };
    for (size_t i = 0; i < CT_COUNT(names); i++) {
        size_t size = whole ? strlen(names[i]) : 3;
        if (strncasecmp(text, names[i], size) != 0) continue;
        *month = (int)i + 1;
        return size;
    }
    return 0;
}

typedef struct parts {
    int year, month, mday, yday; /* yday 0: not given */
} parts;

/* Reads one conversion at `text`; its length, or 0 where it does not fit or is unknown. */
static size_t scan_one(const char *text, char letter, bool loose, parts *found) {
    size_t n;
    switch (letter) {
    case 'Y':
        return digits(text, 4, 4, &found->year);
    case 'y':
        n = digits(text, 2, 2, &found->year);
        if (n) found->year += 2000;
        return n;
    case 'm':
        return digits(text, loose ? 1 : 2, 2, &found->month);
    case 'd':
        return digits(text, loose ? 1 : 2, 2, &found->mday);
    case 'j':
        n = digits(text, loose ? 1 : 3, 3, &found->yday);
        return n && found->yday > 0 ? n : 0;
    case 'b':
        return month_name(text, false, &found->month);
    case 'B':
        return month_name(text, true, &found->month);
    case '%':
        return *text == '%';
    default:
        return 0;
    }
}

bool ct_day_scan(const char *text, const char *format, ct_day *day, size_t *length) {
    parts found = { 0 };
    const char *p = text;
    for (const char *f = format; *f; f++) {
        if (*f != '%') {
            if (*p++ != *f) return false;
            continue;
        }
        bool loose = f[1] == '-';
        f += loose ? 2 : 1;
        size_t n = *f ? scan_one(p, *f, loose, &found) : 0;
        if (n == 0) return false;
        p += n;
    }
    if (found.yday) {
        if (!real_day(found.year, 1, 1)) return false;
        int year;
        ct_day_civil(ct_day_from(found.year, 1, 1) + found.yday - 1, &year, &found.month,
                     &found.mday);
        if (year != found.year) return false; /* day 366 of a common year */
    }
    if (!real_day(found.year, found.month, found.mday)) return false;
    *day = ct_day_from(found.year, found.month, found.mday);
    if (length) *length = (size_t)(p - text);
    return true;
}

bool ct_day_parse(const char *text, ct_day *day) {
    size_t length;
    ct_day found;
    if (!text || !ct_day_scan(text, "%Y-%m-%d", &found, &length) || text[length]) return false;
    *day = found;
    return true;
}

const char *ct_day_iso(ct_arena *arena, ct_day day) {
    int y, m, d;
    ct_day_civil(day, &y, &m, &d);
    return ct_printf(arena, "%04d-%02d-%02d", y, m, d);
}

bool ct_span_parse(const char *text, int32_t *days) {
    int value;
    size_t n = text ? digits(text, 1, 6, &value) : 0;
    if (n == 0 || !text[n] || text[n + 1]) return false;
    switch (text[n]) {
    case 'd':
        *days = value;
        return true;
    case 'w':
        *days = value * 7;
        return true;
    default:
        return false;
    }
}

bool ct_days_parse(const char *text, ct_day *first, int32_t *step, size_t *count) {
    enum { DAY = 10 }; /* characters of one */
    char day[DAY + 1] = "";
    *step = *count = 1;
    if (!text || strlen(text) <= DAY) return text && ct_day_parse(text, first);
    memcpy(day, text, DAY);
    if (!ct_day_parse(day, first) || strncmp(text + DAY, "..", 2) != 0) return false;
    const char *rest = text + DAY + 2;
    ct_day last;
    memcpy(day, rest, strnlen(rest, DAY));
    if (strlen(rest) < DAY || !ct_day_parse(day, &last) || last < *first) return false;
    rest += DAY;
    if (*rest && (*rest != '/' || !ct_span_parse(rest + 1, step) || *step < 1)) return false;
    *count = (size_t)((last - *first) / *step) + 1;
    return true;
}

static int compare_days(const void *pa, const void *pb) {
    ct_day a = *(const ct_day *)pa, b = *(const ct_day *)pb;
    return (a > b) - (a < b);
}

size_t ct_days_sort(ct_day *days, size_t count) {
    size_t kept = 0;
    if (count) qsort(days, count, sizeof *days, compare_days);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || days[i] != days[kept - 1]) days[kept++] = days[i];
    return kept;
}

const char *ct_lang_known(const char *lang) {
    UErrorCode error = U_ZERO_ERROR;
    char wanted[ULOC_LANG_CAPACITY], have[ULOC_LANG_CAPACITY];
    static _Thread_local char last[ULOC_LANG_CAPACITY] = ""; /* that was found: asked for often */
    if (!lang || uloc_getLanguage(lang, wanted, (int32_t)sizeof wanted, &error) <= 0) return "en";
    if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) return "en";
    if (strcmp(wanted, last) == 0) return lang;
    for (int32_t i = 0, count = uloc_countAvailable(); i < count; i++) {
        error = U_ZERO_ERROR;
        uloc_getLanguage(uloc_getAvailable(i), have, (int32_t)sizeof have, &error);
        if (U_FAILURE(error) || strcmp(wanted, have) != 0) continue;
        memcpy(last, wanted, sizeof last);
        return lang;
    }
    return "en";
}

bool ct_lang_rtl(const char *lang) { return uloc_isRightToLeft(ct_lang_known(lang)); }

const char *ct_lang_locale(ct_arena *arena, const char *lang) {
    UErrorCode error = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY], digits[ULOC_KEYWORDS_CAPACITY];
    uloc_canonicalize(ct_lang_known(lang), locale, (int32_t)sizeof locale, &error);
    if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) return NULL;
    if (uloc_getKeywordValue(locale, "numbers", digits, (int32_t)sizeof digits, &error) == 0)
        uloc_setKeywordValue("numbers", "latn", locale, (int32_t)sizeof locale, &error);
    if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) return NULL;
    return ct_strdup(arena, locale);
}

/* A Gregorian calendar is made proleptic, as ct_day is; a Buddhist or Persian one has no change. */
static void make_proleptic(UDateFormat *format) {
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = ucal_clone(udat_getCalendar(format), &error);
    if (U_FAILURE(error)) return;
    ucal_setGregorianChange(calendar, -8.64e15, &error);
    if (U_SUCCESS(error)) udat_setCalendar(format, calendar);
    ucal_close(calendar);
}

/* Writes a day by ICU with a pattern or a style; the zone is UTC, so that no day ever shifts. */
static const char *by_icu(ct_arena *arena, ct_day day, UDateFormatStyle style, const char *pattern,
                          const char *lang) {
    UChar wide[96];
    UErrorCode error = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY];
    const char *plain = ct_lang_locale(arena, lang);
    if (!plain) return NULL;
    snprintf(locale, sizeof locale, "%s", plain);
    if (pattern) { /* beside %d and %Y, a month of the same calendar: for Persian too */
        uloc_setKeywordValue("calendar", "gregorian", locale, (int32_t)sizeof locale, &error);
    }
    if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING) return NULL;
    if (pattern) u_strFromUTF8(wide, (int32_t)CT_COUNT(wide), NULL, pattern, -1, &error);
    static const UChar utc[] = { 'U', 'T', 'C', 0 };
    /* UDAT_PATTERN must stand for both: with it as the date style alone ICU recurses for ever. */
    UDateFormat *format =
        udat_open(pattern ? UDAT_PATTERN : UDAT_NONE, pattern ? UDAT_PATTERN : style, locale, utc,
                  -1, pattern ? wide : NULL, -1, &error);
    if (U_FAILURE(error)) return NULL;
    make_proleptic(format);
    UChar text[160];
    udat_format(format, (UDate)day * 86400000.0, text, (int32_t)CT_COUNT(text), NULL, &error);
    udat_close(format);
    char utf8[480];
    u_strToUTF8(utf8, (int32_t)sizeof utf8, NULL, text, -1, &error);
    return U_SUCCESS(error) ? ct_strdup(arena, utf8) : NULL;
}

/* "27 January 2026": the language's own long date; in English the day comes first, as the maps
 * of the world's press mostly have it. A region in the tag ("en-US") is left its own way. */
static const char *long_date(ct_arena *arena, ct_day day, UDateFormatStyle style,
                             const char *lang) {
    if (ct_streq(lang, "en")) {
        const char *pattern = style == UDAT_LONG     ? "d MMMM y"
                              : style == UDAT_MEDIUM ? "d MMM y"
                              : style == UDAT_FULL   ? "EEEE, d MMMM y"
                                                     : "dd/MM/y";
        return by_icu(arena, day, style, pattern, lang);
    }
    return by_icu(arena, day, style, NULL, lang);
}

/* One strftime-like conversion; NULL where it is unknown. A month `alone`, without a day of the
 * month beside it, stands in the nominative ("січень 2026", not "січня"). */
static const char *conversion(ct_arena *arena, ct_day day, char letter, bool bare, bool alone,
                              const char *lang) {
    int y, m, d;
    ct_day_civil(day, &y, &m, &d);
    switch (letter) {
    case 'Y':
        return ct_printf(arena, "%04d", y);
    case 'y':
        return ct_printf(arena, "%02d", y % 100);
    case 'm':
        return ct_printf(arena, bare ? "%d" : "%02d", m);
    case 'd':
        return ct_printf(arena, bare ? "%d" : "%02d", d);
    case 'j':
        return ct_printf(arena, bare ? "%d" : "%03d", day - ct_day_from(y, 1, 1) + 1);
    case 'b':
        return by_icu(arena, day, UDAT_LONG, alone ? "LLL" : "MMM", lang);
    case 'B':
        return by_icu(arena, day, UDAT_LONG, alone ? "LLLL" : "MMMM", lang);
    case 'a':
        return by_icu(arena, day, UDAT_LONG, "EEE", lang);
    case 'A':
        return by_icu(arena, day, UDAT_LONG, "EEEE", lang);
    case '%':
        return "%";
    default:
        return NULL;
    }
}

const char *ct_day_format(ct_arena *arena, ct_day day, const char *format, const char *lang) {
    static const struct {
        const char *name;
        UDateFormatStyle style;
    } styles[] = { { "long", UDAT_LONG },
                   { "medium", UDAT_MEDIUM },
                   { "short", UDAT_SHORT },
                   { "full", UDAT_FULL } };
    lang = ct_lang_known(lang);
    if (!format || !*format || ct_streq(format, "iso")) return ct_day_iso(arena, day);
    for (size_t i = 0; i < CT_COUNT(styles); i++)
        if (ct_streq(format, styles[i].name)) return long_date(arena, day, styles[i].style, lang);
    if (!strchr(format, '%')) return NULL;
    bool alone = !strstr(format, "%d") && !strstr(format, "%-d"), good = true;
    ct_buffer out = { 0 };
    for (const char *f = format; *f; f++) {
        if (*f != '%') {
            ct_buffer_append(&out, f, 1);
            continue;
        }
        bool bare = f[1] == '-';
        f += bare ? 2 : 1;
        const char *piece = conversion(arena, day, *f, bare, alone, lang);
        good = piece != NULL;
        if (!good) break; /* perhaps at the end of the format: no step further */
        ct_buffer_text(&out, piece);
    }
    const char *result = good ? ct_strndup(arena, out.data, out.size) : NULL;
    ct_buffer_free(&out);
    return result;
}
