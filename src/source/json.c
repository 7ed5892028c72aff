/* json.c - whether a text is JSON throughout, and where it stops being so. */
#include "source.h"

#include <string.h>

enum { DEEPEST = 512 };

typedef struct {
    const char *text, *end, *at;
    const char *what;
    unsigned char open[DEEPEST]; /* '{' or '[' of what is not closed yet */
    int depth;
} scan;

static void blanks(scan *s) {
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\r' || *s->at == '\t'))
        s->at++;
}

static bool fault(scan *s, const char *what) {
    s->what = what;
    return false;
}

static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool string(scan *s) {
    for (s->at++; s->at < s->end; s->at++) {
        unsigned char c = (unsigned char)*s->at;
        if (c == '"') {
            s->at++;
            return true;
        }
        if (c < 0x20) return fault(s, "a control character stands bare in a string");
        if (c != '\\') continue;
        if (++s->at >= s->end) break;
        if (*s->at == 'u') {
            for (int i = 1; i <= 4; i++)
                if (s->at + i >= s->end || !is_hex(s->at[i]))
                    return fault(s, "bad \\u in a string");
            s->at += 4;
        } else if (!strchr("\"\\/bfnrt", *s->at) || !*s->at) {
            return fault(s, "bad escape in a string");
        }
    }
    return fault(s, "the text ends inside a string: it is cut");
}

static size_t run_of_digits(scan *s) {
    const char *start = s->at;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
        s->at++;
    return (size_t)(s->at - start);
}

static bool number(scan *s) {
    if (*s->at == '-') s->at++;
    if (s->at < s->end && *s->at == '0')
        s->at++;
    else if (!run_of_digits(s))
        return fault(s, "this is no number");
    if (s->at < s->end && *s->at == '.') {
        s->at++;
        if (!run_of_digits(s)) return fault(s, "a number ends in its point");
    }
    if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
        s->at++;
        if (s->at < s->end && (*s->at == '+' || *s->at == '-')) s->at++;
        if (!run_of_digits(s)) return fault(s, "a number ends in its exponent");
    }
    return true;
}

static bool word(scan *s) {
    static const char *const words[] = { "true", "false", "null", "NaN", "Infinity", "-Infinity" };
    for (size_t i = 0; i < CT_COUNT(words); i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(s->end - s->at) < n || memcmp(s->at, words[i], n) != 0) continue;
        s->at += n;
        return true;
    }
    return fault(s, "a value should stand here");
}

/* A key and its colon. */
static bool key(scan *s) {
    blanks(s);
    if (s->at >= s->end) return fault(s, "the text ends inside an object: it is cut");
    if (*s->at != '"') return fault(s, "a key in quotes should stand here");
    if (!string(s)) return false;
    blanks(s);
    if (s->at >= s->end) return fault(s, "the text ends inside an object: it is cut");
    if (*s->at != ':') return fault(s, "':' should stand here");
    s->at++;
    return true;
}

/* Opens an object or array; *empty where it is closed at once. */
static bool opening(scan *s, bool *empty) {
    if (s->depth == DEEPEST) return fault(s, "nested too deep");
    s->open[s->depth++] = (unsigned char)*s->at++;
    blanks(s);
    *empty = s->at < s->end && *s->at == (s->open[s->depth - 1] == '{' ? '}' : ']');
    if (*empty) {
        s->at++;
        s->depth--;
        return true;
    }
    return s->open[s->depth - 1] == '{' ? key(s) : true;
}

/* After a value: closes what ends here; *more where another value follows. */
static bool closing(scan *s, bool *more) {
    while (s->depth) {
        bool object = s->open[s->depth - 1] == '{';
        blanks(s);
        if (s->at >= s->end)
            return fault(s, object ? "the text ends inside an object: it is cut"
                                   : "the text ends inside an array: it is cut");
        char c = *s->at;
        if (c == ',') {
            s->at++;
            *more = true;
            return object ? key(s) : true;
        }
        if (c != (object ? '}' : ']'))
            return fault(s,
                         object ? "',' or '}' should stand here" : "',' or ']' should stand here");
        s->at++;
        s->depth--;
    }
    *more = false;
    return true;
}

static bool value(scan *s) {
    for (bool more = true; more;) {
        bool ended = true;
        blanks(s);
        if (s->at >= s->end)
            return fault(s, s->depth ? "the text ends where a value should stand: it is cut"
                                     : "there is no value");
        if (*s->at == '{' || *s->at == '[') {
            if (!opening(s, &ended)) return false;
        } else if (*s->at == '"') {
            if (!string(s)) return false;
        } else if ((*s->at == '-' && s->at + 1 < s->end && s->at[1] != 'I') ||
                   (*s->at >= '0' && *s->at <= '9')) {
            if (!number(s)) return false;
        } else if (!word(s)) {
            return false;
        }
        if (ended && !closing(s, &more)) return false;
    }
    return true;
}

bool ct_json_check(const char *text, size_t size, bool sequence, int *line, int *column,
                   const char **what) {
    scan s = { .text = text, .end = text + size, .at = text };
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) s.at += 3;
    bool ok = true;
    bool wide = size >= 2 && (memcmp(text, "\xFE\xFF", 2) == 0 || memcmp(text, "\xFF\xFE", 2) == 0);
    if (wide) ok = fault(&s, "it is UTF-16: save it as UTF-8");
    while (ok) {
        if (sequence && s.at < s.end && *s.at == 0x1E) s.at++;
        ok = value(&s);
        if (ok) blanks(&s);
        if (!sequence || s.at >= s.end) break;
    }
    if (ok && s.at < s.end) ok = fault(&s, "something follows after the end");
    *line = 1;
    const char *start = text;
    for (const char *p = text; !ok && p < s.at && p < s.end; p++)
        if (*p == '\n') ++*line, start = p + 1;
    *column = ok ? 1 : (int)(s.at - start) + 1;
    *what = s.what;
    return ok;
}
