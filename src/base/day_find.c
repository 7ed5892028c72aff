/* day_find.c - a date in the name of a file or in a cell, in whatever way it is written. */
#include "base.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* Formats that are read in one way alone. Between dots the day comes first, as wherever dots are
 * written, unless there is no such day. */
static const char *const sure[] = {
    "%Y-%m-%d",  "%Y_%m_%d",  "%Y.%m.%d",   "%Y/%m/%d",   "%Y%m%d",   "%Y-%b-%d",
    "%-d-%b-%Y", "%-d_%b_%Y", "%-d.%b.%Y",  "%-d %b %Y",  "%-d%b%Y",  "%d-%B-%Y",
    "%d_%B_%Y",  "%-d %B %Y", "%b %-d, %Y", "%B %-d, %Y", "%d.%m.%Y", "%m.%d.%Y",
};
/* Of these either may be meant. */
static const char *const either[][2] = { { "%d-%m-%Y", "%m-%d-%Y" },
                                         { "%d_%m_%Y", "%m_%d_%Y" },
                                         { "%d/%m/%Y", "%m/%d/%Y" } };
/* With one digit, in cells. */
static const char *const loose[] = { "%-d.%-m.%Y" };
static const char *const loose_either[] = { "%-d/%-m/%Y", "%-m/%-d/%Y" };

/* Eight digits may be anything: a date is of these years. */
static bool is_likely(ct_day day) {
    return day >= ct_day_from(1000, 1, 1) && day < ct_day_from(2500, 1, 1);
}

static bool scan(const char *text, const char *format, ct_day *day, size_t *length) {
    return ct_day_scan(text, format, day, length) && is_likely(*day) &&
           !isdigit((unsigned char)text[*length]);
}

static ct_found scan_pair(const char *text, const char *const pair[2], ct_day *day,
                          size_t *length) {
    ct_day other;
    size_t size;
    bool first = scan(text, pair[0], day, length), second = scan(text, pair[1], &other, &size);
    if (first && second && *day != other) return CT_FOUND_UNSURE;
    if (first) return CT_FOUND_DAY;
    if (!second) return CT_FOUND_NONE;
    *day = other;
    *length = size;
    return CT_FOUND_DAY;
}

/* The date that a text begins with. */
static ct_found begins_with(const char *text, bool cell, ct_day *day, size_t *length) {
    for (size_t i = 0; i < CT_COUNT(sure); i++)
        if (scan(text, sure[i], day, length)) return CT_FOUND_DAY;
    for (size_t i = 0; i < CT_COUNT(either); i++) {
        ct_found found = scan_pair(text, either[i], day, length);
        if (found != CT_FOUND_NONE) return found;
    }
    for (size_t i = 0; cell && i < CT_COUNT(loose); i++)
        if (scan(text, loose[i], day, length)) return CT_FOUND_DAY;
    return cell ? scan_pair(text, loose_either, day, length) : CT_FOUND_NONE;
}

ct_found ct_day_find(const char *text, ct_day *day, size_t *start, size_t *length) {
    ct_found answer = CT_FOUND_NONE;
    for (size_t i = 0; text[i]; i++) {
        ct_day one;
        size_t size;
        bool inside =
            i && (isdigit((unsigned char)text[i - 1]) || isalpha((unsigned char)text[i - 1]));
        bool number = isdigit((unsigned char)text[i]);
        if (!number && !isalpha((unsigned char)text[i])) continue;
        if (inside && (!number || isdigit((unsigned char)text[i - 1]))) continue;
        ct_found found = begins_with(text + i, false, &one, &size);
        if (found == CT_FOUND_NONE) continue;
        if (found == CT_FOUND_UNSURE) return CT_FOUND_UNSURE;
        if (answer == CT_FOUND_DAY && one != *day) return CT_FOUND_UNSURE; /* two of them */
        if (answer == CT_FOUND_NONE) {
            *day = one;
            if (start) *start = i;
            if (length) *length = size;
        }
        answer = CT_FOUND_DAY;
        i += size - 1;
    }
    return answer;
}

/* ---- moments ----------------------------------------------------------------------------------
 */

/* Two digits; -1: there are none. */
static int two(const char *text) {
    if (!isdigit((unsigned char)text[0]) || !isdigit((unsigned char)text[1])) return -1;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "Z", "+02:00", "-0530", "+03": minutes east of Greenwich, with nothing behind. */
static bool offset_of(const char *text, int *minutes) {
    while (*text == ' ')
        text++;
    if (strcmp(text, "Z") == 0 || strcmp(text, "UTC") == 0) {
        *minutes = 0;
        return true;
    }
    int sign = *text == '-' ? -1 : 1, hours, rest = 0;
    if (*text != '-' && *text != '+') return false;
    hours = two(text + 1);
    if (hours < 0 || hours > 15) return false;
    text += 3;
    if (*text == ':') text++;
    if (*text) {
        rest = two(text);
        if (rest < 0 || rest > 59 || text[2]) return false;
    }
    *minutes = sign * (hours * 60 + rest);
    return true;
}

/* The time of day behind a date: "T22:30", " 22:30:05.250", then an offset. `*zoned`: it has one.
 */
static bool time_of(const char *text, double *seconds, bool *zoned, int *minutes) {
    if (*text != 'T' && *text != 't' && *text != ' ') return false;
    int hour = two(text + 1), minute, second = 0;
    if (hour < 0 || hour > 24) return false;
    text += 3;
    if (*text == ':') text++;
    minute = two(text);
    if (minute < 0 || minute > 59) return false;
    text += 2;
    if (*text == ':' || isdigit((unsigned char)*text)) {
        if (*text == ':') text++;
        second = two(text);
        if (second < 0 || second > 60) return false;
        text += 2;
    }
    if (*text == '.' || *text == ',') text += 1 + strspn(text + 1, "0123456789");
    *seconds = hour * 3600 + minute * 60 + second;
    *zoned = *text != '\0' && offset_of(text, minutes);
    return *zoned || !*text;
}

/* What ICU calls a zone: "+02:00" is "GMT+02:00" there. False: there is no such zone. */
static bool icu_zone(const char *zone, UChar *wide, int32_t room) {
    UErrorCode error = U_ZERO_ERROR;
    int minutes;
    char name[64] = "";
    UChar canonical[64];
    UBool known = 0;
    size_t size = strlen(zone);
    if (size + 4 > sizeof name) return false;
    bool plain = offset_of(zone, &minutes) && *zone != 'Z' && *zone != 'U';
    const char *known_as = strcmp(zone, "Z") == 0 ? "UTC" : zone;
    snprintf(name, sizeof name, "%s%s", plain ? "GMT" : "", known_as);
    u_strFromUTF8(wide, room, NULL, name, -1, &error);
    ucal_getCanonicalTimeZoneID(wide, -1, canonical, (int32_t)CT_COUNT(canonical), &known, &error);
    return U_SUCCESS(error) && canonical[0] && (known || plain);
}

bool ct_zone_known(const char *zone) {
    UChar wide[64];
    return icu_zone(zone, wide, (int32_t)CT_COUNT(wide));
}

/* The day that it is in a zone, so many seconds after 1970 began in Greenwich. */
static ct_day day_in(const char *zone, double seconds, ct_day otherwise) {
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[64];
    if (!icu_zone(zone, wide, (int32_t)CT_COUNT(wide))) return otherwise;
    UCalendar *calendar = ucal_open(wide, -1, "en", UCAL_GREGORIAN, &error);
    if (U_FAILURE(error)) return otherwise;
    ucal_setGregorianChange(calendar, -8.64e15, &error);
    ucal_setMillis(calendar, seconds * 1000, &error);
    int year = ucal_get(calendar, UCAL_EXTENDED_YEAR, &error);
    int month = ucal_get(calendar, UCAL_MONTH, &error) + 1;
    int mday = ucal_get(calendar, UCAL_DATE, &error);
    ucal_close(calendar);
    return U_SUCCESS(error) ? ct_day_from(year, month, mday) : otherwise;
}

ct_found ct_day_read(const char *text, const char *format, const char *zone, ct_day *day) {
    size_t length;
    double seconds;
    bool zoned;
    int minutes = 0;
    while (*text == ' ')
        text++;
    if (!*text) return CT_FOUND_NONE;
    ct_found found = CT_FOUND_DAY;
    if (!format)
        found = begins_with(text, true, day, &length);
    else if (!ct_day_scan(text, format, day, &length))
        found = CT_FOUND_NONE;
    if (found != CT_FOUND_DAY) return found;
    const char *rest = text + length;
    if (strspn(rest, " ") == strlen(rest)) return CT_FOUND_DAY;
    if (!time_of(rest, &seconds, &zoned, &minutes)) return CT_FOUND_NONE;
    if (zoned && zone) *day = day_in(zone, *day * 86400.0 + seconds - minutes * 60.0, *day);
    return CT_FOUND_DAY;
}
