/* value.c - single values from text: lengths, shares, areas, colours, words. */
#include <math.h>
#include <string.h>

#include "schema.h"

/* ---- numbers with a unit --------------------------------------------------------------------- */

/* Splits "12.5 px" into its number and the unit's text; false where there is no number. */
static bool split_unit(const char *text, double *number, const char **unit) {
    size_t n = strspn(text, "+-0123456789.");
    if ((text[n] == 'e' || text[n] == 'E') && strspn(text + n + 1, "+-") <= 1) {
        size_t sign = strspn(text + n + 1, "+-");
        size_t digits = strspn(text + n + 1 + sign, "0123456789");
        if (digits > 0) n += 1 + sign + digits;
    }
    char digits[64];
    if (n == 0 || n >= sizeof digits) return false;
    memcpy(digits, text, n);
    digits[n] = '\0';
    if (!ct_number_parse(digits, number)) return false;
    *unit = text + n + strspn(text + n, " ");
    return true;
}

bool ct_length_parse(const char *text, double *px, const char **why) {
    static const struct {
        const char *name;
        double px;
    } units[] = {
        { "px", 1 }, { "mm", 96 / 25.4 }, { "cm", 96 / 2.54 }, { "in", 96 }, { "pt", 96.0 / 72 }
    };
    double number;
    const char *unit;
    *why = "must be a length, such as '12px'";
    if (!split_unit(text, &number, &unit)) return false;
    if (unit[0] == '\0') {
        *why = "needs a unit, such as '12px'";
        *px = 0;
        return number == 0;
    }
    for (size_t i = 0; i < CT_COUNT(units); i++) {
        if (strcmp(unit, units[i].name) != 0) continue;
        *px = number * units[i].px;
        return isfinite(*px);
    }
    *why = "has an unknown unit; it takes px, mm, cm, in or pt";
    return false;
}

bool ct_share_parse(const char *text, double *share) {
    double number;
    const char *unit;
    if (!split_unit(text, &number, &unit)) return false;
    if (strcmp(unit, "%") == 0)
        number /= 100;
    else if (unit[0] != '\0')
        return false;
    *share = number;
    return number >= 0 && number <= 1;
}

bool ct_area_parse(const char *text, double *km2) {
    static const struct {
        const char *name;
        double km2;
    } units[] = { { "km2", 1 }, { "km²", 1 }, { "ha", 0.01 }, { "m2", 1e-6 }, { "m²", 1e-6 } };
    text += strspn(text, " ");
    if (*text == '<') text++;
    text += strspn(text, " ");
    double number;
    const char *unit;
    if (!split_unit(text, &number, &unit) || number < 0) return false;
    *km2 = 0;
    if (number == 0 && unit[0] == '\0') return true;
    for (size_t i = 0; i < CT_COUNT(units); i++) {
        if (strcmp(unit, units[i].name) != 0) continue;
        *km2 = number * units[i].km2;
        return true;
    }
    return false;
}

bool ct_distance_parse(const char *text, ct_distance *distance) {
    static const struct {
        const char *name;
        double metres;
    } units[] = { { "km", 1000 }, { "m", 1 }, { "mi", 1609.344 }, { "nmi", 1852 } };
    double number;
    const char *unit, *why;
    if (!split_unit(text, &number, &unit) || !(number >= 0)) return false;
    for (size_t i = 0; i < CT_COUNT(units); i++) {
        if (strcmp(unit, units[i].name) != 0) continue;
        *distance = (ct_distance){ .length = number * units[i].metres,
                                   .ground = true,
                                   .number = number,
                                   .unit = units[i].name };
        return isfinite(distance->length);
    }
    *distance = (ct_distance){ 0 };
    return ct_length_parse(text, &distance->length, &why);
}

bool ct_scale_parse(const char *text, double *denominator) {
    if (strncmp(text, "1:", 2) != 0) return false;
    const char *digits = text + 2 + strspn(text + 2, " ");
    return digits[strspn(digits, "0123456789.")] == '\0' && ct_number_parse(digits, denominator) &&
           *denominator >= 1;
}

/* ---- colours --------------------------------------------------------------------------------- */

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool ct_hex_parse(const char *text, ct_rgba *color) {
    if (text[0] != '#') return false;
    size_t n = strlen(text + 1);
    size_t width = n == 3 || n == 4 ? 1 : n == 6 || n == 8 ? 2 : 0;
    if (width == 0) return false;
    double channels[4] = { 0, 0, 0, 1 };
    for (size_t i = 0; i < n / width; i++) {
        int high = hex_digit(text[1 + i * width]), low = hex_digit(text[i * width + width]);
        if (high < 0 || low < 0) return false;
        channels[i] = (high * 16 + low) / 255.0;
    }
    *color = (ct_rgba){ channels[0], channels[1], channels[2], channels[3] };
    return true;
}

bool ct_alpha_split(ct_arena *arena, const char *text, const char **name, double *alpha) {
    const char *slash = strchr(text, '/');
    size_t n = slash ? (size_t)(slash - text) : strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    *name = ct_strndup(arena, text, n);
    *alpha = 1;
    return n > 0 && (!slash || ct_share_parse(slash + 1 + strspn(slash + 1, " "), alpha));
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool ct_lang_valid(const char *text) {
    size_t length = 0;
    bool first = true;
    for (const char *c = text;; c++) {
        if (*c == '-' || *c == '\0') {
            if (length < (first ? 2 : 1) || length > 8) return false;
            if (*c == '\0') return true;
            first = false;
            length = 0;
        } else if (is_letter(*c) || (is_digit(*c) && !first)) {
            length++;
        } else {
            return false;
        }
    }
}

bool ct_id_valid(const char *text) {
    if (*text == '\0' || is_digit(*text) || *text == '-' || *text == '.') return false;
    for (const char *c = text; *c; c++)
        if (!is_letter(*c) && !is_digit(*c) && !strchr("-_.", *c) && !((unsigned char)*c & 0x80))
            return false;
    return true;
}

const ct_word *ct_word_find(const ct_word *words, const char *text) {
    for (; words->name; words++)
        if (strcmp(words->name, text) == 0) return words;
    return NULL;
}

const char *ct_words_in(const ct_words *words, const char *lang, ct_place *place) {
    if (!words || words->count == 0) return NULL;
    size_t base = lang ? strcspn(lang, "-") : 0;
    const size_t none = words->count;
    size_t exact = none, broad = none, plain = none;
    for (size_t i = 0; i < words->count; i++) {
        const char *tag = words->langs[i];
        if (!tag)
            plain = i;
        else if (lang && strcmp(tag, lang) == 0)
            exact = i;
        else if (lang && strlen(tag) == base && strncmp(tag, lang, base) == 0)
            broad = i;
    }
    size_t best = exact != none ? exact : broad != none ? broad : plain != none ? plain : 0;
    if (place) *place = words->places[best];
    return words->texts[best];
}
