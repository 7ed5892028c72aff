/* words.c - numbers, nearest names and UTF-8 in plain text. */
#include "base.h"

#include <ctype.h>
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The C locale, made once: numbers in files never depend on the user's. */
static locale_t c_numbers;
static void make_c_numbers(void) { c_numbers = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

static locale_t c_locale(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_c_numbers);
    return c_numbers;
}

bool ct_number_parse(const char *text, double *value) {
    if (!text || !(isdigit((unsigned char)*text) || strchr("+-.", *text)) || !*text) return false;
    const char *digits = text + (*text == '+' || *text == '-');
    if (!isdigit((unsigned char)*digits) && *digits != '.') return false; /* no "inf", "nan" */
    if (digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X')) return false;
    char *end;
    double number = strtod_l(text, &end, c_locale());
    if (end == text || *end || !isfinite(number)) return false;
    *value = number;
    return true;
}

enum { LONGEST_WORD = 63, FAR = 99 };

/* The code points of a word, so that a Cyrillic letter counts once; false where it is too long. */
static bool letters(const char *word, uint32_t out[LONGEST_WORD], size_t *count) {
    for (*count = 0; *word; (*count)++) {
        if (*count == LONGEST_WORD) return false;
        out[*count] = ct_utf8_next(&word);
    }
    return true;
}

int ct_edit_distance(const char *a, const char *b) {
    uint32_t u[LONGEST_WORD], v[LONGEST_WORD];
    size_t n, m;
    if (!letters(a, u, &n) || !letters(b, v, &m)) return FAR;
    int rows[3][LONGEST_WORD + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int *row = rows[i % 3], *above = rows[(i - 1) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int change = above[j - 1] + (u[i - 1] != v[j - 1]);
            int best = above[j] + 1 < row[j - 1] + 1 ? above[j] + 1 : row[j - 1] + 1;
            if (change < best) best = change;
            if (i > 1 && j > 1 && u[i - 1] == v[j - 2] && u[i - 2] == v[j - 1] &&
                above2[j - 2] + 1 < best)
                best = above2[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[n % 3][m];
}

const char *ct_nearest(const char *word, const char *const *names, size_t count) {
    uint32_t unused[LONGEST_WORD];
    size_t length;
    if (!word || !letters(word, unused, &length)) return NULL;
    /* One mend in three letters, three at most; a word that shares no letter is never near. */
    int limit = (int)(length + 2) / 3;
    if (limit > 3) limit = 3;
    if (limit >= (int)length) limit = (int)length - 1;
    const char *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!names[i]) continue;
        int distance = strcasecmp(word, names[i]) == 0 ? 0 : ct_edit_distance(word, names[i]);
        if (distance > limit) continue;
        best = names[i];
        limit = distance - 1; /* only a nearer one takes its place */
    }
    return best;
}

/* Length of the well-formed sequence at p (RFC 3629), 0 where there is none. */
static size_t sequence(const unsigned char *p, size_t size) {
    if (p[0] < 0x80) return 1;
    size_t n = p[0] >= 0xC2 && p[0] <= 0xDF   ? 2
               : p[0] >= 0xE0 && p[0] <= 0xEF ? 3
               : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4
                                              : 0;
    if (n == 0 || n > size) return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0; /* overlong */
    if (p[0] == 0xED && p[1] > 0x9F) return 0; /* surrogates */
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0; /* above U+10FFFF */
    return n;
}

size_t ct_utf8_valid(const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        size_t n = sequence((const unsigned char *)text + at, size - at);
        if (n == 0) break;
        at += n;
    }
    return at;
}

uint32_t ct_utf8_next(const char **text) {
    const unsigned char *p = (const unsigned char *)*text;
    if (!*p) return 0;
    size_t n = sequence(p, strnlen(*text, 4));
    if (n == 0) {
        (*text)++;
        return 0xFFFD;
    }
    static const unsigned char masks[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    uint32_t code = p[0] & masks[n];
    for (size_t i = 1; i < n; i++)
        code = code << 6 | (p[i] & 0x3F);
    *text += n;
    return code;
}
