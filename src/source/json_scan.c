/* json_scan.c - the tokens of JSON (RFC 8259), from a text in memory, one after another. */
#include "source.h"

#include <math.h>
#include <string.h>

enum { DEEPEST = 64, MOST_DIGITS = 19, LONGEST_NUMBER = 63 };

void ct_json_blanks(ct_json *j) {
    while (j->at < j->end && (*j->at == ' ' || *j->at == '\n' || *j->at == '\r' || *j->at == '\t'))
        j->at++;
}

bool ct_json_peek(ct_json *j, char c) {
    ct_json_blanks(j);
    return j->at < j->end && *j->at == c;
}

bool ct_json_take(ct_json *j, char c) {
    if (!ct_json_peek(j, c)) return false;
    j->at++;
    return true;
}

bool ct_json_more(ct_json *j, char close, bool *more) {
    *more = ct_json_take(j, ',');
    return *more || ct_json_take(j, close);
}

bool ct_json_literal(ct_json *j, const char *word) {
    size_t size = strlen(word);
    ct_json_blanks(j);
    if ((size_t)(j->end - j->at) < size || memcmp(j->at, word, size) != 0) return false;
    j->at += size;
    return true;
}

/* ---- strings ----------------------------------------------------------------------------------
 */

static bool hex4(ct_json *j, uint32_t *value) {
    *value = 0;
    if (j->end - j->at < 4) return false;
    for (int i = 0; i < 4; i++) {
        char c = *j->at++;
        if (c >= '0' && c <= '9')
            *value = *value * 16 + (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            *value = *value * 16 + (uint32_t)(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            *value = *value * 16 + (uint32_t)(c - 'A' + 10);
        else
            return false;
    }
    return true;
}

static void put_utf8(ct_buffer *out, uint32_t c) {
    char bytes[4];
    size_t n = 0;
    if (c < 0x80) {
        bytes[n++] = (char)c;
    } else if (c < 0x800) {
        bytes[n++] = (char)(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        bytes[n++] = (char)(0xE0 | c >> 12);
        bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
    } else {
        bytes[n++] = (char)(0xF0 | c >> 18);
        bytes[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
    }
    if (c >= 0x80) bytes[n++] = (char)(0x80 | (c & 0x3F));
    ct_buffer_append(out, bytes, n);
}

/* What follows a backslash. False: no escape, U+0000, or half a surrogate pair. */
static bool escape(ct_json *j) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (j->at >= j->end) return false;
    char c = *j->at++;
    if (c != 'u') {
        const char *found = c ? strchr(from, c) : NULL;
        if (found) ct_buffer_append(&j->text, &to[found - from], 1);
        return found != NULL;
    }
    uint32_t high, low;
    if (!hex4(j, &high) || !high) return false;
    if (high >= 0xD800 && high < 0xE000) {
        if (high >= 0xDC00 || j->end - j->at < 2 || j->at[0] != '\\' || j->at[1] != 'u')
            return false;
        j->at += 2;
        if (!hex4(j, &low) || low < 0xDC00 || low >= 0xE000) return false;
        high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    put_utf8(&j->text, high);
    return true;
}

/* Goes over plain characters; *high has bit 7 set where one was not ASCII. */
static const char *plain_run(const char *p, const char *end, unsigned char *high) {
    for (; p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20; p++)
        *high |= (unsigned char)*p;
    return p;
}

const char *ct_json_string(ct_json *j) {
    unsigned char high = 0;
    if (!ct_json_take(j, '"')) return NULL;
    j->text.size = 0;
    for (;;) {
        const char *run = plain_run(j->at, j->end, &high);
        ct_buffer_append(&j->text, j->at, (size_t)(run - j->at));
        j->at = run;
        if (j->at >= j->end || (unsigned char)*j->at < 0x20) return NULL;
        if (*j->at++ == '"') break;
        if (!escape(j)) return NULL;
    }
    if (high & 0x80 && ct_utf8_valid(j->text.data, j->text.size) != j->text.size) return NULL;
    return j->text.data;
}

/* ---- numbers ----------------------------------------------------------------------------------
 */

/* Goes over digits and adds them to a value, which is good where they are 19 in all at most. */
static const char *digits(const char *p, const char *end, uint64_t *value) {
    uint64_t sum = *value;
    for (; p < end && (unsigned char)(*p - '0') < 10; p++)
        sum = sum * 10 + (unsigned char)(*p - '0');
    *value = sum;
    return p;
}

static bool exponent_of(ct_json *j, int *exponent) {
    uint64_t value = 0;
    bool minus = false;
    if (j->at < j->end && (*j->at == '+' || *j->at == '-')) minus = *j->at++ == '-';
    const char *from = j->at;
    j->at = digits(from, j->end, &value);
    if (j->at == from || j->at - from > MOST_DIGITS || value > 400) return false;
    *exponent = minus ? -(int)value : (int)value;
    return true;
}

static bool by_text(const char *from, const char *to, double *value) {
    char text[LONGEST_NUMBER + 1];
    size_t size = (size_t)(to - from);
    if (size > LONGEST_NUMBER) return false;
    memcpy(text, from, size);
    text[size] = '\0';
    return ct_number_parse(text, value);
}

bool ct_json_number(ct_json *j, ct_json_value *number) {
    ct_json_blanks(j);
    const char *from = j->at;
    uint64_t value = 0;
    ptrdiff_t count, places = 0;
    int exponent = 0;
    bool minus = from < j->end && *from == '-';
    const char *first = from + minus;
    j->at = digits(first, j->end, &value);
    count = j->at - first;
    if (!count || (*first == '0' && count > 1)) return false;
    number->whole = true;
    if (j->at < j->end && *j->at == '.') {
        const char *point = j->at + 1;
        number->whole = false;
        j->at = digits(point, j->end, &value);
        places = j->at - point;
        if (!places) return false;
        count += places;
    }
    if (j->at < j->end && (*j->at == 'e' || *j->at == 'E')) {
        j->at++;
        number->whole = false;
        if (!exponent_of(j, &exponent)) return false;
    }
    if (number->whole && count >= MOST_DIGITS) return false;
    number->integer = minus ? -(int64_t)value : (int64_t)value;
    if (count > MOST_DIGITS || !ct_decimal(value, exponent - (int)places, &number->number))
        return by_text(from, j->at, &number->number);
    if (minus && !(number->whole && !value)) number->number = -number->number;
    return true;
}

/* ---- what is of no interest -------------------------------------------------------------------
 */

static bool skip_string(ct_json *j) {
    unsigned char high = 0;
    for (j->at++; j->at < j->end; j->at++) {
        j->at = plain_run(j->at, j->end, &high);
        if (j->at >= j->end || (unsigned char)*j->at < 0x20) return false;
        if (*j->at == '"') {
            j->at++;
            return true;
        }
        if (++j->at >= j->end || !*j->at || !strchr("\"\\/bfnrtu", *j->at)) return false;
        uint32_t value;
        if (*j->at != 'u') continue;
        j->at++;
        if (!hex4(j, &value)) return false;
        j->at--;
    }
    return false;
}

static bool skip(ct_json *j, int depth) {
    if (depth > DEEPEST) return false;
    ct_json_blanks(j);
    if (j->at >= j->end) return false;
    char open = *j->at, close = open == '{' ? '}' : ']';
    if (open == '"') return skip_string(j);
    if (open == '-' || (open >= '0' && open <= '9')) {
        ct_json_value number;
        return ct_json_number(j, &number);
    }
    if (open != '{' && open != '[')
        return ct_json_literal(j, "true") || ct_json_literal(j, "false") ||
               ct_json_literal(j, "null");
    j->at++;
    if (ct_json_take(j, close)) return true;
    for (bool more = true; more;) {
        if (open == '{' && (!ct_json_peek(j, '"') || !skip_string(j) || !ct_json_take(j, ':')))
            return false;
        if (!skip(j, depth + 1) || !ct_json_more(j, close, &more)) return false;
    }
    return true;
}

bool ct_json_skip(ct_json *j) { return skip(j, 0); }
