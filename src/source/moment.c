/* moment.c - dates and times of day in text fields, as OGR reads them, and as we write them. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *at;
    ct_moment *moment;
    bool unsure; /* OGR's releases differ, or its answer is odd */
} scan;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void spaces(scan *s) {
    while (*s->at == ' ')
        s->at++;
}

/* A run of digits with the value of its first nine; 0 digits: there is none. */
static int number(scan *s, int *value) {
    int digits = 0;
    for (*value = 0; is_digit(*s->at); s->at++, digits++)
        if (digits < 9) *value = *value * 10 + (*s->at - '0');
    return digits;
}

/* A month, a day, an hour, a minute: OGR's older releases take one digit as well as two, its newer
 * ones (3.10) take two. */
static bool two_digits(scan *s, int *value) {
    int digits = number(s, value);
    if (digits != 2) s->unsure = true;
    return digits > 0;
}

static bool separator(scan *s) {
    if (*s->at != '-' && *s->at != '/') return false;
    s->at++;
    return true;
}

/* Year, month and day; *s stands behind them. */
static bool date(scan *s) {
    ct_moment *m = s->moment;
    if (*s->at == '-') {
        s->unsure = true;
        s->at++;
    }
    int digits = number(s, &m->year);
    if (m->year > INT16_MAX || digits > 9 || !separator(s)) return false;
    if (digits != 4) s->unsure = true;
    if (!two_digits(s, &m->month) || m->month < 1 || m->month > 12 || !separator(s)) return false;
    if (*s->at == ' ' || *s->at == '+') {
        s->unsure = true;
        return true;
    }
    return two_digits(s, &m->day) && m->day >= 1 && m->day <= 31;
}

static bool seconds(scan *s) {
    const char *from = s->at;
    int value, dots = 0;
    if (!is_digit(*from)) return false;
    if (number(s, &value) < 2) s->unsure = true;
    if (value > 60) return false;
    while (is_digit(*s->at) || *s->at == '.')
        dots += *s->at++ == '.';
    if (value == 60 || dots > 1 || s->at - from > 12 || (*s->at && strchr("eEdD", *s->at)))
        s->unsure = true;
    s->moment->second = value;
    if (*s->at != 'Z') return true;
    s->moment->zone = 100;
    s->at++;
    if (*s->at) s->unsure = true;
    return true;
}

static void zone(scan *s) {
    spaces(s);
    if (!*s->at) return;
    int sign = *s->at == '-' ? -1 : 1, hours, minutes = 0;
    if (*s->at != '-' && *s->at != '+') {
        s->unsure = true;
        return;
    }
    s->at++;
    if (number(s, &hours) != 2 || hours > 14) s->unsure = true;
    if (*s->at == ':') {
        s->at++;
        if (number(s, &minutes) != 2 || minutes % 15 || minutes > 45) s->unsure = true;
    }
    if (*s->at) s->unsure = true;
    s->moment->zone = 100 + sign * (hours * 4 + minutes / 15);
}

static bool time_of_day(scan *s) {
    ct_moment *m = s->moment;
    if (!two_digits(s, &m->hour) || m->hour > 23 || *s->at != ':') return false;
    s->at++;
    if (!two_digits(s, &m->minute) || m->minute > 59) return false;
    if (*s->at == ':') {
        s->at++;
        if (!seconds(s)) return false;
        if (m->zone || s->unsure) return true;
    }
    zone(s);
    return true;
}

ct_moment_kind ct_moment_parse(const char *text, ct_moment *moment) {
    scan s = { .at = text, .moment = moment };
    bool dated = strpbrk(text, "-/") != NULL;
    *moment = (ct_moment){ 0 };
    spaces(&s);
    if (dated) {
        if (!is_digit(*s.at) && *s.at != '-') return CT_MOMENT_NONE;
        if (!date(&s)) return CT_MOMENT_NONE;
        if (s.unsure && !moment->day) return CT_MOMENT_UNSURE;
        if (!*s.at) return s.unsure ? CT_MOMENT_UNSURE : CT_MOMENT_DATE;
        if (*s.at == 'Z') return CT_MOMENT_UNSURE;
        if (*s.at != 'T' && *s.at != ' ') return CT_MOMENT_NONE;
        s.at++;
    }
    spaces(&s);
    if (!strchr(s.at, ':')) return dated && !*s.at ? CT_MOMENT_UNSURE : CT_MOMENT_NONE;
    if (!time_of_day(&s)) return CT_MOMENT_NONE;
    if (s.unsure) return CT_MOMENT_UNSURE;
    return dated ? CT_MOMENT_BOTH : CT_MOMENT_TIME;
}

const char *ct_moment_text(ct_arena *arena, const ct_moment *moment, ct_moment_kind kind) {
    const char *date = ct_printf(arena, "%04d-%02d-%02d", moment->year, moment->month, moment->day);
    const char *time =
        ct_printf(arena, "%02d:%02d:%02d", moment->hour, moment->minute, moment->second);
    if (kind == CT_MOMENT_DATE) return date;
    if (kind == CT_MOMENT_TIME) return time;
    const char *offset = moment->zone == 100 ? "Z" : "";
    if (moment->zone > 1 && moment->zone != 100) {
        int minutes = (moment->zone - 100) * 15, size = abs(minutes);
        offset = ct_printf(arena, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
    }
    return ct_printf(arena, "%sT%s%s", date, time, offset);
}
