/* csv_type.c - what the texts of a CSV column are: GDAL's guess, step by step. */
#include "source.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

enum { MOST_DIGITS = 18 };

static bool among(const char *text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(text, words[i]) == 0) return true;
    return false;
}

static bool is_yes(const char *text) {
    static const char *const words[] = { "t", "true", "y", "yes", "on" };
    return among(text, words, CT_COUNT(words));
}

static bool is_no(const char *text) {
    static const char *const words[] = { "f", "false", "n", "no", "off" };
    return among(text, words, CT_COUNT(words));
}

/* ---- one text ---------------------------------------------------------------------------------
 */

typedef struct {
    const char *digits; /* behind blanks and a sign */
    size_t count;       /* of digits before the exponent */
    bool point, exponent, end_blank, odd;
} shape;

/* Whether GDAL takes a text for a number, and how it is written. */
static bool is_number(const char *text, shape *s) {
    *s = (shape){ 0 };
    const char *p = text;
    while (isspace((unsigned char)*p))
        s->odd |= *p++ != ' ';
    if (!*p) return false;
    s->odd |= *p == '+';
    if (*p == '+' || *p == '-') p++;
    s->digits = p;
    s->odd |= p[0] == '0' && isdigit((unsigned char)p[1]); /* a text, says GDAL since 3.10 */
    for (; *p && !isspace((unsigned char)*p); p++) {
        bool after = p > s->digits && strchr("eEdD", p[-1]);
        if (isdigit((unsigned char)*p)) {
            s->count += !s->exponent;
        } else if (*p == '-' || *p == '+') {
            if (!after) return false;
        } else if (*p == '.') {
            if (s->point || after) return false;
            s->odd |= s->exponent;
            s->point = true;
        } else if (strchr("eEdD", *p)) {
            if (!s->count || s->exponent) return false;
            if (p[1] != '+' && p[1] != '-' && !isdigit((unsigned char)p[1])) return false;
            s->odd |= (*p == 'd' || *p == 'D' || strlen(p + 1) > 3);
            s->exponent = true;
        } else {
            return false;
        }
    }
    s->end_blank = *p != '\0';
    while (isspace((unsigned char)*p))
        p++;
    return !*p;
}

/* The type of one text, as GDAL has it; *odd where its releases may differ, or it would warn. */
static ct_csv_kind kind_of(const char *text, bool *flag, bool *odd) {
    shape s;
    ct_moment moment;
    *flag = false;
    if (is_number(text, &s)) {
        bool whole = !s.point && !s.exponent;
        if (s.odd || s.end_blank || !s.count || (whole && s.count > MOST_DIGITS)) *odd = true;
        return whole ? CT_CSV_WHOLE : CT_CSV_NUMBER;
    }
    switch (ct_moment_parse(text, &moment)) {
    case CT_MOMENT_DATE:
        return CT_CSV_DATE;
    case CT_MOMENT_TIME:
        return CT_CSV_TIME;
    case CT_MOMENT_BOTH:
        return CT_CSV_MOMENT;
    case CT_MOMENT_UNSURE:
        *odd = true;
        return CT_CSV_TEXT;
    default:
        *flag = is_yes(text) || is_no(text);
        return CT_CSV_TEXT;
    }
}

/* ---- a column ---------------------------------------------------------------------------------
 */

static ct_csv_kind widened(ct_csv_kind old, ct_csv_kind new, bool *final) {
    if (old == CT_CSV_WHOLE && new == CT_CSV_NUMBER) return new;
    if (old == CT_CSV_NUMBER && new == CT_CSV_WHOLE) return old;
    if (old == CT_CSV_DATE && new == CT_CSV_MOMENT) return new;
    if (old == CT_CSV_MOMENT && new == CT_CSV_DATE) return old;
    if (old == CT_CSV_TEXT) return old; /* words of yes and no, and now a number */
    *final = true;
    return CT_CSV_TEXT;
}

/* The order of the steps is GDAL's; a column of yes and no stays one after two such words. */
void ct_csv_type_add(ct_csv_type *type, const char *text) {
    bool flag;
    if (!*text || type->final) return;
    ct_csv_kind kind = kind_of(text, &flag, &type->odd);
    if (type->set && type->kind == CT_CSV_TEXT && kind > CT_CSV_NUMBER) {
        if (type->flag) type->flag = is_yes(text) || is_no(text);
        kind = CT_CSV_TEXT;
        flag = false;
    }
    if (!type->set) {
        *type = (ct_csv_type){ .set = true,
                               .kind = kind,
                               .flag = flag,
                               .final = kind == CT_CSV_TEXT && !flag,
                               .odd = type->odd };
    } else if (type->kind != kind) {
        type->kind = widened(type->kind, kind, &type->final);
    } else if (kind == CT_CSV_TEXT && !flag) {
        type->final = true;
    }
}

ct_csv_kind ct_csv_type_kind(const ct_csv_type *type) {
    if (!type->set) return CT_CSV_TEXT;
    return type->kind == CT_CSV_TEXT && type->flag ? CT_CSV_FLAG : type->kind;
}

/* ---- values -----------------------------------------------------------------------------------
 */

bool ct_csv_number(ct_csv_kind kind, const char *text, double *value) {
    *value = NAN;
    if (!*text) return true;
    if (kind == CT_CSV_FLAG) {
        bool yes = is_yes(text) || strcmp(text, "1") == 0;
        *value = yes;
        return yes || is_no(text) || strcmp(text, "0") == 0;
    }
    while (*text == ' ')
        text++;
    return ct_number_parse(text, value);
}
