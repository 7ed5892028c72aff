/* condition.c - the usual conditions of OGR SQL, read and asked of each row. */
#include "source.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* More than this is GDAL's, which has a limit of its own on how deep an expression nests. */
enum { DEEPEST = 4, MOST_TERMS = 64 };

typedef enum { END, WORD, NAME, TEXT, WHOLE, NUMBER, SIGN, BAD } token_kind;

typedef struct {
    ct_arena *arena;
    const ct_table *table;
    const char *at;
    token_kind kind; /* of the token that comes next */
    const char *text;
    char sign;
    int64_t whole;
    double number;
    int terms;
} grammar;

/* ---- tokens, as OGR's swq has them ------------------------------------------------------------
 */

/* A text in quotes; OGR lets quotes be doubled in '…', and escaped by \ in both (not taken here).
 */
static token_kind quoted(grammar *g) {
    char quote = *g->at++, *text = ct_arena_alloc(g->arena, strlen(g->at) + 1);
    size_t n = 0;
    g->text = text;
    for (; *g->at; text[n++] = *g->at++) {
        if (*g->at == '\\' && (g->at[1] == '"' || g->at[1] == '\'')) return BAD;
        if (*g->at != quote) continue;
        if (quote == '"' || g->at[1] != quote) {
            g->at++;
            return quote == '"' ? NAME : TEXT;
        }
        g->at++;
    }
    return BAD;
}

static void run_of_digits(grammar *g) {
    while (isdigit((unsigned char)*g->at))
        g->at++;
}

static token_kind number(grammar *g) {
    const char *from = g->at;
    run_of_digits(g);
    size_t digits = (size_t)(g->at - from);
    bool whole = true;
    if (*g->at == '.') {
        g->at++;
        run_of_digits(g);
        whole = false;
    }
    if (*g->at == 'e' || *g->at == 'E') {
        g->at++;
        if (*g->at == '-' || *g->at == '+') g->at++;
        run_of_digits(g);
        whole = false;
    }
    size_t size = (size_t)(g->at - from);
    if ((whole && digits > 18) || size > 40) return BAD;
    if (!ct_number_parse(ct_strndup(g->arena, from, size), &g->number)) return BAD;
    g->whole = 0;
    for (size_t i = 0; whole && i < digits; i++)
        g->whole = g->whole * 10 + (from[i] - '0');
    return whole ? WHOLE : NUMBER;
}

static token_kind word(grammar *g) {
    const char *from = g->at;
    while (isalnum((unsigned char)*g->at) || *g->at == '_' || (unsigned char)*g->at > 127)
        g->at++;
    g->text = ct_strndup(g->arena, from, (size_t)(g->at - from));
    static const char *const words[] = {
        "IN",    "LIKE",    "ILIKE",  "ESCAPE", "NULL",  "IS",   "NOT",   "AND",
        "OR",    "SELECT",  "LEFT",   "JOIN",   "WHERE", "ON",   "ORDER", "BY",
        "FROM",  "BETWEEN", "AS",     "ASC",    "DESC",  "CAST", "ALL",   "DISTINCT",
        "UNION", "LIMIT",   "OFFSET", "OUTER",  "INNER",
    };
    for (size_t i = 0; i < CT_COUNT(words); i++)
        if (strcasecmp(g->text, words[i]) == 0) return WORD;
    return NAME;
}

static void advance(grammar *g) {
    while (*g->at && strchr(" \t\r\n", *g->at))
        g->at++;
    g->sign = '\0';
    if (!*g->at)
        g->kind = END;
    else if (*g->at == '"' || *g->at == '\'')
        g->kind = quoted(g);
    else if (isdigit((unsigned char)*g->at))
        g->kind = number(g);
    else if (isalpha((unsigned char)*g->at) && (unsigned char)*g->at < 128)
        g->kind = word(g);
    else if (strchr("()=<>!,-", *g->at))
        g->kind = SIGN, g->sign = *g->at++;
    else
        g->kind = BAD;
}

static bool is_word(const grammar *g, const char *word) {
    return g->kind == WORD && strcasecmp(g->text, word) == 0;
}

static bool take_word(grammar *g, const char *word) {
    if (!is_word(g, word)) return false;
    advance(g);
    return true;
}

static bool take_sign(grammar *g, char sign) {
    if (g->sign != sign) return false;
    advance(g);
    return true;
}

/* ---- operands ---------------------------------------------------------------------------------
 */

/* The column of a name, as OGR finds it; OGR's own columns come after those of the table. */
static const ct_column *column_named(const ct_table *table, const char *name) {
    static const char *const own[] = { "FID", "OGR_GEOMETRY", "OGR_STYLE", "OGR_GEOM_WKT",
                                       "OGR_GEOM_AREA" };
    for (size_t i = 0; i < CT_COUNT(own); i++)
        if (strcasecmp(name, own[i]) == 0) return NULL;
    for (size_t i = 0; i < table->column_count; i++)
        if (ct_streq(table->columns[i].name, name)) return &table->columns[i];
    for (size_t i = 0; i < table->column_count; i++)
        if (strcasecmp(table->columns[i].name, name) == 0) return &table->columns[i];
    return NULL;
}

static bool literal(grammar *g, ct_operand *operand) {
    bool minus = take_sign(g, '-');
    *operand = (ct_operand){ .text = g->text, .whole = g->whole, .number = g->number };
    if (g->kind == TEXT && !minus)
        operand->kind = CT_OPERAND_TEXT;
    else if (g->kind == WHOLE)
        operand->kind = CT_OPERAND_WHOLE;
    else if (g->kind == NUMBER)
        operand->kind = CT_OPERAND_NUMBER;
    else
        return false;
    if (minus) {
        operand->whole = -operand->whole;
        operand->number = -operand->number;
    }
    advance(g);
    return true;
}

static bool operand(grammar *g, ct_operand *operand) {
    if (g->kind != NAME) return literal(g, operand);
    const ct_column *column = column_named(g->table, g->text);
    if (!column) return false;
    *operand = (ct_operand){ .column = column,
                             .kind = column->type == CT_COLUMN_TEXT ? CT_OPERAND_TEXT
                                     : column->integer              ? CT_OPERAND_WHOLE
                                                                    : CT_OPERAND_NUMBER };
    advance(g);
    return true;
}

/* A text literal among numbers becomes one; a text column among them is a fault. */
static bool to_number(ct_operand *operand) {
    if (operand->column) return false;
    const char *p = operand->text + (operand->text[0] == '-');
    for (const char *digit = p; *digit; digit++)
        if (!isdigit((unsigned char)*digit) && *digit != '.') return false;
    operand->kind = CT_OPERAND_NUMBER;
    return isdigit((unsigned char)*p) && ct_number_parse(operand->text, &operand->number);
}

/* As what the operands are compared: texts, whole numbers, or else numbers. */
static bool agree(ct_predicate *p) {
    bool text = false, number = false, whole = true;
    for (size_t i = 0; i < p->count; i++) {
        text |= p->operands[i].kind == CT_OPERAND_TEXT;
        number |= p->operands[i].kind != CT_OPERAND_TEXT;
        whole &= p->operands[i].kind == CT_OPERAND_WHOLE;
    }
    for (size_t i = 0; text && number && i < p->count; i++)
        if (p->operands[i].kind == CT_OPERAND_TEXT && !to_number(&p->operands[i])) return false;
    p->as = !number ? CT_OPERAND_TEXT : whole ? CT_OPERAND_WHOLE : CT_OPERAND_NUMBER;
    return true;
}

/* ---- predicates -------------------------------------------------------------------------------
 */

static ct_predicate *node(grammar *g, ct_op op) {
    ct_predicate *p = CT_NEW(g->arena, ct_predicate);
    p->op = op;
    return p;
}

static ct_predicate *negated(grammar *g, ct_predicate *p) {
    if (!p) return NULL;
    ct_predicate *inverse = node(g, CT_OP_NOT);
    inverse->parts = p;
    return inverse;
}

static ct_predicate *leaf(grammar *g, ct_op op, const ct_operand *first) {
    ct_predicate *p = node(g, op);
    p->operands = CT_ARRAY(g->arena, 3, ct_operand);
    p->operands[0] = *first;
    p->count = 1;
    return p;
}

static ct_predicate *list(grammar *g, const ct_operand *first) {
    ct_predicate *p = leaf(g, CT_OP_IN, first);
    size_t capacity = 3;
    if (!take_sign(g, '(')) return NULL;
    do {
        CT_GROW(g->arena, p->operands, capacity, p->count);
        if (!literal(g, &p->operands[p->count++])) return NULL;
    } while (take_sign(g, ','));
    return take_sign(g, ')') && agree(p) ? p : NULL;
}

static ct_predicate *between(grammar *g, const ct_operand *first) {
    ct_predicate *p = leaf(g, CT_OP_BETWEEN, first);
    p->count = 3;
    if (!literal(g, &p->operands[1]) || !take_word(g, "AND") || !literal(g, &p->operands[2]))
        return NULL;
    return agree(p) ? p : NULL;
}

static ct_predicate *liking(grammar *g, const ct_operand *first, ct_op op) {
    ct_predicate *p = leaf(g, op, first);
    p->count = 2;
    if (!operand(g, &p->operands[1])) return NULL;
    if (take_word(g, "ESCAPE")) {
        p->count = 3;
        if (!literal(g, &p->operands[2])) return NULL;
    }
    for (size_t i = 0; i < p->count; i++)
        if (p->operands[i].kind != CT_OPERAND_TEXT) return NULL;
    return p->count == 2 || p->operands[2].text[0] ? p : NULL;
}

static bool take_comparison(grammar *g, ct_op *op) {
    if (take_sign(g, '=')) {
        *op = CT_OP_EQ;
        return g->sign != '<' && g->sign != '>';
    }
    if (take_sign(g, '!')) {
        *op = CT_OP_NE;
        return take_sign(g, '=');
    }
    if (take_sign(g, '<')) {
        *op = take_sign(g, '>') ? CT_OP_NE : take_sign(g, '=') ? CT_OP_LE : CT_OP_LT;
        return true;
    }
    if (!take_sign(g, '>')) return false;
    *op = take_sign(g, '=') ? CT_OP_GE : CT_OP_GT;
    return true;
}

/* What starts with an operand. `bare`: no NOT stands before it (in OGR's grammar "NOT a NOT IN …"
 * does not mean what it seems to). */
static ct_predicate *comparison(grammar *g, bool bare) {
    ct_operand first;
    ct_op op;
    if (++g->terms > MOST_TERMS || !operand(g, &first)) return NULL;
    if (take_word(g, "IS")) {
        bool inverse = take_word(g, "NOT");
        if (!take_word(g, "NULL") || !first.column) return NULL;
        ct_predicate *p = leaf(g, CT_OP_IS_NULL, &first);
        return inverse ? negated(g, p) : p;
    }
    bool inverse = is_word(g, "NOT");
    if (inverse && !bare) return NULL;
    if (inverse) advance(g);
    ct_predicate *p;
    if (take_word(g, "IN"))
        p = list(g, &first);
    else if (take_word(g, "BETWEEN"))
        p = between(g, &first);
    else if (take_word(g, "LIKE"))
        p = liking(g, &first, CT_OP_LIKE);
    else if (take_word(g, "ILIKE"))
        p = liking(g, &first, CT_OP_ILIKE);
    else if (inverse || !take_comparison(g, &op))
        return NULL;
    else {
        p = leaf(g, op, &first);
        p->count = 2;
        if (!operand(g, &p->operands[1]) || !agree(p)) return NULL;
    }
    return inverse ? negated(g, p) : p;
}

static ct_predicate *either(grammar *g, int depth);

static ct_predicate *term(grammar *g, bool bare, int depth) {
    if (depth > DEEPEST) return NULL;
    if (take_word(g, "NOT")) return negated(g, term(g, false, depth + 1));
    if (!take_sign(g, '(')) return comparison(g, bare);
    ct_predicate *p = either(g, depth + 1);
    return p && take_sign(g, ')') ? p : NULL;
}

/* Terms joined by AND or OR, in a list. */
static ct_predicate *joined(grammar *g, ct_op op, int depth) {
    ct_predicate *first = NULL, **end = &first;
    size_t count = 0;
    do {
        ct_predicate *part = op == CT_OP_OR ? joined(g, CT_OP_AND, depth) : term(g, true, depth);
        if (!part) return NULL;
        *end = part;
        end = &part->next;
        count++;
    } while (take_word(g, op == CT_OP_OR ? "OR" : "AND"));
    if (count == 1) return first;
    ct_predicate *p = node(g, op);
    p->parts = first;
    return p;
}

static ct_predicate *either(grammar *g, int depth) { return joined(g, CT_OP_OR, depth); }

bool ct_condition_rows(ct_arena *scratch, const ct_table *table, const char *where, bool *keep) {
    grammar g = { .arena = scratch, .table = table, .at = where };
    advance(&g);
    const ct_predicate *p = either(&g, 0);
    if (!p || g.kind != END) return false;
    for (size_t row = 0; row < table->rows; row++) {
        ct_truth holds = ct_predicate_holds(p, row);
        keep[row] = holds == CT_TRUE;
        if (holds != CT_UNSURE) continue;
        for (size_t i = 0; i < row; i++)
            keep[i] = false;
        return false;
    }
    return true;
}
