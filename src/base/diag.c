/* diag.c - findings: collected with their place, told in order, the gravest kept. */
#include "base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTEXT_DEPTH = 16, CONTEXT_SIZE = 160 };

struct ct_report {
    ct_arena *arena;
    cartouche_finding *items;
    size_t count, capacity, told, errors;
    size_t newest; /* the finding that a hint goes to */
    cartouche_status status;
    bool strict;
    char context[CONTEXT_DEPTH][CONTEXT_SIZE];
    int depth; /* may exceed CONTEXT_DEPTH; what is deeper is counted, not kept */
    cartouche_finding_fn *on_finding;
    void *user;
};

ct_report *ct_report_new(cartouche_finding_fn *on_finding, void *user) {
    ct_arena *arena = ct_arena_new();
    ct_report *report = CT_NEW(arena, ct_report);
    *report = (ct_report){ .arena = arena, .on_finding = on_finding, .user = user };
    return report;
}

ct_report *ct_report_within(ct_arena *arena) {
    ct_report *report = CT_NEW(arena, ct_report);
    report->arena = arena;
    return report;
}

void ct_report_free(ct_report *report) {
    if (!report) return;
    ct_report_flush(report);
    ct_arena_free(report->arena);
}

void ct_report_set_strict(ct_report *report, bool strict) { report->strict = strict; }

/* How grave: the order of the exit statuses when several kinds meet. A fault of the spec comes
 * first, since it may have caused the others. */
static int gravity(cartouche_status status) {
    switch (status) {
    case CARTOUCHE_OK:
        return 0;
    case CARTOUCHE_BAD_IO:
        return 1;
    case CARTOUCHE_BAD_DATA:
        return 2;
    case CARTOUCHE_BAD_SPEC:
        return 3;
    case CARTOUCHE_BAD_USAGE:
        return 4;
    }
    return 0;
}

/* Makes a text one line of valid UTF-8 in place: control characters (C1 too, which steer some
 * terminals) become spaces, bytes that are no UTF-8 become '?'. */
static void clean(char *text) {
    size_t size = strlen(text);
    for (size_t i = 0; i < size;) {
        size_t end = i + ct_utf8_valid(text + i, size - i);
        for (; i < end; i++) {
            unsigned char c = (unsigned char)text[i];
            if (c < ' ' || c == 0x7F) text[i] = ' ';
            if (c == 0xC2 && (unsigned char)text[i + 1] < 0xA0) text[i] = text[i + 1] = ' ';
        }
        if (i < size) text[i++] = '?';
    }
}

static const char *one_line(ct_arena *arena, const char *format, va_list list) {
    va_list again;
    va_copy(again, list);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size < 0) return "";
    char *text = ct_arena_alloc(arena, (size_t)size + 1);
    vsnprintf(text, (size_t)size + 1, format, list);
    clean(text);
    return text;
}

/* The finding that says the same of the same place; `count` where there is none. A map drawn in two
 * languages has its faults once. What has no place may be said of several things, and is never a
 * twin. */
static size_t twin_of(const ct_report *report, cartouche_severity severity, ct_place place,
                      const char *text) {
    for (size_t i = 0; place.file && place.line && i < report->count; i++) {
        const cartouche_finding *f = &report->items[i];
        if (f->severity == severity && f->line == place.line && f->column == place.column &&
            ct_streq(f->file, place.file) && ct_streq(f->text, text))
            return i;
    }
    return report->count;
}

static void add(ct_report *report, cartouche_severity severity, cartouche_status status,
                ct_place place, const char *format, va_list list) {
    ct_report_flush(report);
    if (severity == CARTOUCHE_WARNING && report->strict) {
        severity = CARTOUCHE_ERROR;
        status = CARTOUCHE_BAD_DATA;
    }
    const char *text = one_line(report->arena, format, list);
    int kept = report->depth < CONTEXT_DEPTH ? report->depth : CONTEXT_DEPTH;
    for (int i = kept; i-- > 0;)
        text = ct_printf(report->arena, "%s: %s", report->context[i], text);
    report->newest = twin_of(report, severity, place, text);
    if (report->newest < report->count) return; /* told already */
    CT_GROW(report->arena, report->items, report->capacity, report->count);
    report->items[report->count++] = (cartouche_finding){
        .severity = severity,
        .status = severity == CARTOUCHE_ERROR ? status : CARTOUCHE_OK,
        .file = ct_strdup(report->arena, place.file),
        .line = place.line,
        .column = place.column,
        .text = text,
    };
    if (severity != CARTOUCHE_ERROR) return;
    report->errors++;
    if (gravity(status) > gravity(report->status)) report->status = status;
}

bool ct_fail(ct_report *report, cartouche_status status, ct_place place, const char *format, ...) {
    va_list list;
    va_start(list, format);
    add(report, CARTOUCHE_ERROR, status, place, format, list);
    va_end(list);
    return false;
}

void ct_warn(ct_report *report, ct_place place, const char *format, ...) {
    va_list list;
    va_start(list, format);
    add(report, CARTOUCHE_WARNING, CARTOUCHE_OK, place, format, list);
    va_end(list);
}

void ct_note(ct_report *report, ct_place place, const char *format, ...) {
    va_list list;
    va_start(list, format);
    add(report, CARTOUCHE_NOTE, CARTOUCHE_OK, place, format, list);
    va_end(list);
}

void ct_hint(ct_report *report, const char *format, ...) {
    if (report->count == 0) return;
    va_list list;
    va_start(list, format);
    report->items[report->newest].hint = one_line(report->arena, format, list);
    va_end(list);
}

void ct_report_again(ct_report *report, const cartouche_finding *f) {
    ct_place place = { f->file, f->line, f->column };
    if (f->severity == CARTOUCHE_ERROR)
        (void)ct_fail(report, f->status, place, "%s", f->text);
    else if (f->severity == CARTOUCHE_WARNING)
        ct_warn(report, place, "%s", f->text);
    else
        ct_note(report, place, "%s", f->text);
    if (f->hint) ct_hint(report, "%s", f->hint);
}

bool ct_suggest(ct_report *report, const char *near) {
    if (near) ct_hint(report, "did you mean '%s'?", near);
    return near != NULL;
}

void ct_report_flush(ct_report *report) {
    while (report->told < report->count) {
        const cartouche_finding *next = &report->items[report->told++];
        if (report->on_finding) report->on_finding(next, report->user);
    }
}

void ct_context_push(ct_report *report, const char *format, ...) {
    if (report->depth < CONTEXT_DEPTH) {
        va_list list;
        va_start(list, format);
        vsnprintf(report->context[report->depth], CONTEXT_SIZE, format, list);
        va_end(list);
        char *text = report->context[report->depth];
        size_t size = strlen(text);
        if (size == CONTEXT_SIZE - 1) { /* perhaps cut inside a character */
            while (size && ((unsigned char)text[size - 1] & 0xC0) == 0x80)
                size--;
            if (size && (unsigned char)text[size - 1] >= 0xC0) size--;
            text[size] = '\0';
        }
        clean(text);
    }
    report->depth++;
}

void ct_context_pop(ct_report *report) {
    if (report->depth > 0) report->depth--;
}

size_t ct_report_count(const ct_report *report) { return report->count; }
size_t ct_report_errors(const ct_report *report) { return report->errors; }
cartouche_status ct_report_status(const ct_report *report) { return report->status; }

const cartouche_finding *ct_report_at(const ct_report *report, size_t index) {
    return index < report->count ? &report->items[index] : NULL;
}
