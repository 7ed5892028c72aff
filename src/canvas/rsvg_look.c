/* rsvg_look.c - whether an SVG keeps to itself: no scripts, no entities or references from outside.
 */
#include "canvas.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* librsvg loads nothing from outside for a picture that comes as bytes: what would be missing in it
 * is refused, not drawn without. */

typedef struct looking {
    bool has_text;
    char *why;
    size_t room;
} looking;

static bool says(looking *l, const char *what, const char *detail) {
    snprintf(l->why, l->room, "%s%s%.60s", what, *detail ? ": " : "", detail);
    return false;
}

/* ---- references ------------------------------------------------------------------------------ */

/* A reference to a part of the picture itself, or to pixels that stand in it. */
static bool is_inside(const char *reference) {
    static const char *const kinds[] = { "data:image/png", "data:image/jpeg", "data:image/jpg",
                                         "data:image/gif", "data:image/webp" };
    while (*reference == ' ' || *reference == '\n' || *reference == '\t')
        reference++;
    if (*reference == '#' || *reference == '\0') return true;
    for (size_t i = 0; i < CT_COUNT(kinds); i++)
        if (strncasecmp(reference, kinds[i], strlen(kinds[i])) == 0) return true;
    return false;
}

/* Style rules and the values of attributes: what they name in url(…) and @import. */
static bool look_style(looking *l, const char *text) {
    if (strcasestr(text, "@import")) return says(l, "it refers to another file", text);
    for (const char *at = text; (at = strcasestr(at, "url(")) != NULL;) {
        at += strlen("url(");
        at += strspn(at, " \t\r\n\"'");
        if (!is_inside(at) && strncasecmp(at, "data:", 5) != 0)
            return says(l, "it refers to another file", at);
    }
    return true;
}

static bool look_attribute(looking *l, const xmlNode *element, const xmlAttr *attribute) {
    const char *name = (const char *)attribute->name;
    xmlChar *value = xmlNodeListGetString(element->doc, attribute->children, 1);
    const char *text = value ? (const char *)value : "";
    bool link = strcmp((const char *)element->name, "a") == 0; /* goes nowhere in a picture */
    bool good = true;
    if (strncasecmp(name, "on", 2) == 0 && !attribute->ns)
        good = says(l, "it holds a script", name);
    else if (strcmp(name, "href") == 0 && !link && !is_inside(text))
        good = says(l, "it refers to another file", text);
    else if (strcmp(name, "base") == 0 && attribute->ns)
        good = says(l, "it refers to another place", text);
    else if (strcmp(name, "href") != 0)
        good = look_style(l, text);
    xmlFree(value);
    return good;
}

static bool look_element(looking *l, const xmlNode *element) {
    const char *name = (const char *)element->name;
    if (strcasecmp(name, "script") == 0) return says(l, "it holds a script", "");
    if (strcmp(name, "text") == 0) l->has_text = true;
    if (strcmp(name, "style") == 0) {
        xmlChar *rules = xmlNodeGetContent(element);
        bool good = !rules || look_style(l, (const char *)rules);
        xmlFree(rules);
        if (!good) return false;
    }
    for (const xmlAttr *a = element->properties; a; a = a->next)
        if (!look_attribute(l, element, a)) return false;
    return true;
}

/* ---- the tree -------------------------------------------------------------------------------- */

static const xmlNode *node_next(const xmlNode *node) {
    bool inside = node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE;
    if (inside && node->children) return node->children;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

/* Entities stand for plain text from the file itself, as drawing programs write them. */
static bool look_entities(looking *l, const xmlDoc *doc) {
    if (!doc->intSubset) return true;
    for (const xmlNode *n = doc->intSubset->children; n; n = n->next) {
        if (n->type != XML_ENTITY_DECL) continue;
        const xmlEntity *entity = (const xmlEntity *)n;
        const char *content = (const char *)entity->content;
        if (entity->etype != XML_INTERNAL_GENERAL_ENTITY || (content && strpbrk(content, "<&")))
            return says(l, "it declares an entity that is no plain text",
                        (const char *)entity->name);
    }
    return true;
}

static bool look_tree(looking *l, const xmlDoc *doc) {
    if (!look_entities(l, doc)) return false;
    for (const xmlNode *n = (const xmlNode *)doc; n; n = node_next(n)) {
        if (n->type == XML_PI_NODE && strcasecmp((const char *)n->name, "xml-stylesheet") == 0)
            return says(l, "it refers to another file: a style sheet", "");
        if (n->type == XML_ELEMENT_NODE && !look_element(l, n)) return false;
    }
    return true;
}

bool ct_rsvg_look(const uint8_t *bytes, size_t size, bool *has_text, char *why, size_t room) {
    looking l = { .why = why, .room = room };
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser || size > INT32_MAX) return says(&l, "it is too large", "");
    xmlDoc *doc = xmlCtxtReadMemory(parser, (const char *)bytes, (int)size, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    bool good = doc && look_tree(&l, doc);
    if (!doc) {
        const xmlError *error = xmlCtxtGetLastError(parser);
        const char *message = error && error->message ? error->message : "no reason is given";
        snprintf(why, room, "it is not well-formed: line %d: %.*s", error ? error->line : 1,
                 (int)strcspn(message, "\n"), message);
    }
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    *has_text = l.has_text;
    return good;
}
