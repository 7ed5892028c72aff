/* predicate.c - whether a row meets a condition, by the rules of OGR SQL. */
#include "source.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

/* ---- values -----------------------------------------------------------------------------------
 */

typedef struct {
    bool null;
    const char *text; /* "" where it is no text */
    int64_t whole;
    double number;
} cell;

static cell cell_of(const ct_operand *operand, size_t row) {
    const ct_column *column = operand->column;
    if (!column)
        return (cell){ .text = operand->text, .whole = operand->whole, .number = operand->number };
    if (operand->kind == CT_OPERAND_TEXT) {
        if (!column->texts[row]) return (cell){ .null = true, .text = "" };
        return (cell){ .text = column->texts[row] };
    }
    double value = column->numbers[row];
    if (!isfinite(value)) return (cell){ .null = true, .text = "" };
    if (operand->kind == CT_OPERAND_NUMBER) return (cell){ .text = "", .number = value };
    int64_t whole = fabs(value) < 9e18 ? (int64_t)value : 0;
    return (cell){ .text = "", .whole = whole, .number = (double)whole };
}

/* A column of whole numbers that holds one beyond 64 bits is GDAL's affair. */
static bool too_big(const ct_operand *operand, size_t row) {
    if (!operand->column || operand->kind != CT_OPERAND_WHOLE) return false;
    return fabs(operand->column->numbers[row]) >= 9e18;
}

/* ---- comparing --------------------------------------------------------------------------------
 */

/* OGR takes "…:00+00" and "…:00" for the same moment; *same is what it says of such a pair. */
static bool same_but_zone(const char *a, const char *b, bool *same) {
    size_t n = strlen(a), m = strlen(b);
    if (n <= 3 || m <= 3) return false;
    const char *a3 = a + n - 3, *b3 = b + m - 3;
    if (strcmp(a3, "+00") == 0 && *b3 == ':')
        *same = strncasecmp(a, b, m) == 0;
    else if (*a3 == ':' && strcmp(b3, "+00") == 0)
        *same = strncasecmp(a, b, n) == 0;
    else
        return false;
    return true;
}

static int order(ct_operand_kind as, const cell *a, const cell *b) {
    if (as == CT_OPERAND_TEXT) return strcasecmp(a->text, b->text);
    if (as == CT_OPERAND_WHOLE) return (a->whole > b->whole) - (a->whole < b->whole);
    return (a->number > b->number) - (a->number < b->number);
}

static ct_truth truth(bool value) { return value ? CT_TRUE : CT_FALSE; }

static ct_truth compared(const ct_predicate *p, const cell *values) {
    const cell *a = &values[0], *b = &values[1];
    bool same;
    if (p->op == CT_OP_EQ && p->as == CT_OPERAND_TEXT && same_but_zone(a->text, b->text, &same))
        return truth(same);
    int sign = order(p->as, a, b);
    switch (p->op) {
    case CT_OP_EQ:
        return truth(sign == 0);
    case CT_OP_NE:
        return truth(sign != 0);
    case CT_OP_LT:
        return truth(sign < 0);
    case CT_OP_LE:
        return truth(sign <= 0);
    case CT_OP_GT:
        return truth(sign > 0);
    default:
        return truth(sign >= 0);
    }
}

/* ---- LIKE -------------------------------------------------------------------------------------
 */

static bool same_byte(char a, char b, bool blind) {
    return a == b || (blind && tolower((unsigned char)a) == tolower((unsigned char)b));
}

/* One step of a pattern: whether it takes the byte `c`; *next is what follows it. */
static bool takes(const char *pattern, char c, char escape, bool blind, const char **next) {
    bool escaped = escape && *pattern == escape;
    if (escaped) pattern++;
    *next = pattern + 1;
    if (!*pattern) return false;
    return (!escaped && *pattern == '_') || same_byte(*pattern, c, blind);
}

/* OGR's matching, without its exponential time: only the last '%' need ever be tried again. */
static bool like(const char *input, const char *pattern, char escape, bool blind) {
    const char *again = NULL, *retry = NULL, *next;
    while (*input) {
        if (*pattern == '%' && *pattern != escape) {
            if (!pattern[1]) return true;
            again = ++pattern;
            retry = input;
        } else if (*pattern && takes(pattern, *input, escape, blind, &next)) {
            pattern = next;
            input++;
        } else if (again) {
            pattern = again;
            input = ++retry;
        } else {
            return false;
        }
    }
    return !*pattern || strcmp(pattern, "%") == 0;
}

static bool is_ascii(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text > 127) return false;
    return true;
}

/* What is one character, and what its other case, differs among GDAL's releases beyond ASCII. */
static ct_truth liked(const ct_predicate *p, const cell *values) {
    bool blind = p->op == CT_OP_ILIKE;
    bool plain = is_ascii(values[0].text) && is_ascii(values[1].text);
    if (!plain && (blind || strchr(values[1].text, '_'))) return CT_UNSURE;
    char escape = p->count == 3 ? values[2].text[0] : '\0';
    return truth(like(values[0].text, values[1].text, escape, blind));
}

/* ---- the whole --------------------------------------------------------------------------------
 */

static ct_truth among(const ct_predicate *p, size_t row) {
    cell value = cell_of(&p->operands[0], row);
    if (value.null) return CT_UNKNOWN;
    for (size_t i = 1; i < p->count; i++) {
        cell other = cell_of(&p->operands[i], row);
        if (order(p->as, &value, &other) == 0) return CT_TRUE;
    }
    return CT_FALSE;
}

static ct_truth leaf(const ct_predicate *p, size_t row) {
    cell values[3] = { { .text = "" }, { .text = "" }, { .text = "" } };
    if (too_big(&p->operands[0], row)) return CT_UNSURE;
    if (p->op == CT_OP_IN) return among(p, row);
    for (size_t i = 0; i < p->count; i++) {
        if (too_big(&p->operands[i], row)) return CT_UNSURE;
        values[i] = cell_of(&p->operands[i], row);
        if (values[i].null) return p->op == CT_OP_IS_NULL ? CT_TRUE : CT_UNKNOWN;
    }
    if (p->op == CT_OP_IS_NULL) return CT_FALSE;
    if (p->op == CT_OP_LIKE || p->op == CT_OP_ILIKE) return liked(p, values);
    if (p->op == CT_OP_BETWEEN)
        return truth(order(p->as, &values[0], &values[1]) >= 0 &&
                     order(p->as, &values[0], &values[2]) <= 0);
    return compared(p, values);
}

/* Logic of three values. GDAL's releases agree on what is true in it, and on what is false; NOT of
 * what is unknown is true in some and unknown in others. */
ct_truth ct_predicate_holds(const ct_predicate *p, size_t row) {
    if (p->op == CT_OP_NOT) {
        ct_truth value = ct_predicate_holds(p->parts, row);
        if (value == CT_UNKNOWN || value == CT_UNSURE) return CT_UNSURE;
        return truth(value == CT_FALSE);
    }
    if (p->op != CT_OP_AND && p->op != CT_OP_OR) return leaf(p, row);
    ct_truth settles = truth(p->op == CT_OP_OR), result = truth(p->op == CT_OP_AND);
    for (const ct_predicate *part = p->parts; part; part = part->next) {
        ct_truth value = ct_predicate_holds(part, row);
        if (value == settles || value == CT_UNSURE) return value;
        if (value == CT_UNKNOWN) result = CT_UNKNOWN;
    }
    return result;
}
