/* text_fonts.c - the few fonts that texts are set in, as a Fontconfig of their own. */
#include "scene.h"

#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* For every weight and size Pango has Fontconfig sort all fonts that it knows of, hundreds, and try
 * on them some seven hundred rules, where a map shows those of a family or two. So Pango gets a
 * configuration that knows the folders of these families alone, and no rules, for as long as the
 * fonts that all and the rules would give are the very same in it. */

enum {
    WORTH_HIDING = 100, /* fonts: fewer are soon sorted */
    FOLDERS_MAX = 32,
    LISTS_MAX = 16,
    FACES_MAX = 48,
    FAMILIES_MAX = 64
};

static const FcSetName SETS[] = { FcSetSystem, FcSetApplication };

/* A list of families that a text was set in, and their fonts. */
typedef struct family_list {
    const char *families, *lang;
    FcFontSet *fonts; /* of all that Fontconfig's rules make of the list; NULL: the few won't do */
} family_list;

/* A weight and slant of a list, and whether the few have the same font for it. */
typedef struct face {
    const family_list *list;
    int weight;
    bool italic, same;
} face;

struct ct_few_fonts {
    ct_arena *arena;
    FcConfig *config; /* NULL: none yet */
    const char *folders[FOLDERS_MAX];
    size_t folder_count;
    family_list lists[LISTS_MAX];
    face faces[FACES_MAX];
    size_t list_count, face_count;
};

ct_few_fonts *ct_few_fonts_new(void) {
    ct_arena *arena = ct_arena_new();
    ct_few_fonts *few = CT_NEW(arena, ct_few_fonts);
    few->arena = arena;
    /* Here and now: Pango would do so in a thread of its own, and whoever asks Fontconfig meanwhile
     * would read all its files a second time. */
    FcInit();
    return few;
}

void ct_few_fonts_free(ct_few_fonts *few) {
    if (!few) return;
    for (size_t i = 0; i < few->list_count; i++)
        if (few->lists[i].fonts) FcFontSetDestroy(few->lists[i].fonts);
    if (few->config) FcConfigDestroy(few->config);
    ct_arena_free(few->arena);
}

FcConfig *ct_few_fonts_config(ct_few_fonts *few) { return few->config; }

/* ---- folders -------------------------------------------------------------------------------- */

static const char *pattern_text(const FcPattern *pattern, const char *object, int index) {
    FcChar8 *text = NULL;
    return FcPatternGetString(pattern, object, index, &text) == FcResultMatch ? (const char *)text
                                                                              : NULL;
}

static bool folder_holds(const char *folder, const char *file) {
    const size_t size = strlen(folder);
    return strncmp(file, folder, size) == 0 && file[size] == '/';
}

static bool folders_hold(const ct_few_fonts *few, const char *file) {
    for (size_t i = 0; i < few->folder_count; i++)
        if (folder_holds(few->folders[i], file)) return true;
    return false;
}

/* False where there is no room for its folder, or the few fonts are chosen already. */
static bool folder_add(ct_few_fonts *few, const char *file) {
    if (folders_hold(few, file)) return true;
    const char *slash = strrchr(file, '/');
    if (!slash || slash == file || few->config || few->folder_count == FOLDERS_MAX) return false;
    few->folders[few->folder_count++] = ct_strndup(few->arena, file, (size_t)(slash - file));
    return true;
}

bool ct_few_fonts_has(ct_few_fonts *few, const char *family) {
    FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, (char *)NULL);
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, FC_FILE, (char *)NULL);
    FcFontSet *found = pattern && objects ? FcFontList(NULL, pattern, objects) : NULL;
    const bool has = found && found->nfont > 0;
    for (int i = 0; has && i < found->nfont && !few->config; i++) {
        const char *file = pattern_text(found->fonts[i], FC_FILE, 0);
        if (file) folder_add(few, file);
    }
    if (found) FcFontSetDestroy(found);
    if (objects) FcObjectSetDestroy(objects);
    if (pattern) FcPatternDestroy(pattern);
    return has;
}

/* ---- the fonts of a list of families -------------------------------------------------------- */

/* The pattern of such a list as Pango asks for it, before any rules. */
static FcPattern *list_pattern(const char *families, const char *lang) {
    FcPattern *pattern = FcPatternCreate();
    if (!pattern) abort(); /* out of memory */
    char *copy = strdup(families), *rest = copy;
    if (!copy) abort();
    for (char *family; (family = strsep(&rest, ",")) != NULL;) {
        family += strspn(family, " ");
        size_t size = strlen(family);
        while (size > 0 && family[size - 1] == ' ')
            family[--size] = '\0';
        if (size > 0) FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    }
    free(copy);
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)lang);
    return pattern;
}

/* Fontconfig compares families without case and blanks. */
static bool family_same(const char *a, const char *b) {
    for (;;) {
        a += strspn(a, " ");
        b += strspn(b, " ");
        uint32_t c = ct_utf8_next(&a), d = ct_utf8_next(&b);
        if (c != d && g_unichar_tolower(c) != g_unichar_tolower(d)) return false;
        if (c == 0) return true;
    }
}

/* The families that a pattern asks for itself, not as mere substitutes. */
typedef struct family_names {
    const char *items[FAMILIES_MAX];
    size_t count;
} family_names;

static family_names names_asked(const FcPattern *pattern) {
    family_names names = { 0 };
    FcValue value;
    FcValueBinding binding;
    for (int i = 0;
         names.count < FAMILIES_MAX &&
         FcPatternGetWithBinding(pattern, FC_FAMILY, i, &value, &binding) == FcResultMatch;
         i++)
        if (value.type == FcTypeString && binding != FcValueBindingWeak)
            names.items[names.count++] = (const char *)value.u.s;
    return names;
}

static bool font_is_asked(const FcPattern *font, const family_names *names) {
    const char *family;
    for (int k = 0; (family = pattern_text(font, FC_FAMILY, k)) != NULL; k++)
        for (size_t i = 0; i < names->count; i++)
            if (family_same(family, names->items[i])) return true;
    return false;
}

/* Formats that Pango takes. */
static bool font_is_usable(const FcPattern *font) {
    const char *format = pattern_text(font, FC_FONTFORMAT, 0),
               *file = pattern_text(font, FC_FILE, 0);
    return format && file && (ct_streq(format, "TrueType") || ct_streq(format, "CFF")) &&
           !strstr(file, ".woff");
}

/* All fonts of a configuration that the pattern asks for. */
static FcFontSet *fonts_asked(FcConfig *config, const FcPattern *pattern) {
    FcFontSet *asked = FcFontSetCreate();
    if (!asked) abort(); /* out of memory */
    const family_names families = names_asked(pattern);
    for (size_t n = 0; n < CT_COUNT(SETS); n++) {
        const FcFontSet *set = FcConfigGetFonts(config, SETS[n]);
        for (int i = 0; set && i < set->nfont; i++) {
            FcPattern *font = set->fonts[i];
            if (!font_is_asked(font, &families) || !font_is_usable(font)) continue;
            FcPatternReference(font);
            FcFontSetAdd(asked, font);
        }
    }
    return asked;
}

/* ---- the configuration ---------------------------------------------------------------------- */

/* How many fonts lie in none of the folders. */
static int hidden_count(const ct_few_fonts *few) {
    int count = 0;
    for (size_t n = 0; n < CT_COUNT(SETS); n++) {
        const FcFontSet *set = FcConfigGetFonts(NULL, SETS[n]);
        for (int i = 0; set && i < set->nfont; i++) {
            const char *file = pattern_text(set->fonts[i], FC_FILE, 0);
            count += file && !folders_hold(few, file);
        }
    }
    return count;
}

static void add_folder(ct_buffer *xml, const char *element, const char *folder) {
    ct_buffer_printf(xml, "<%s>", element);
    for (; *folder; folder++)
        switch (*folder) {
        case '<':
            ct_buffer_text(xml, "&lt;");
            break;
        case '&':
            ct_buffer_text(xml, "&amp;");
            break;
        default:
            ct_buffer_append(xml, folder, 1);
        }
    ct_buffer_printf(xml, "</%s>", element);
}

/* Knows where the process's configuration keeps what it has read of fonts; else nothing. */
static FcConfig *config_bare(void) {
    FcConfig *config = FcConfigCreate();
    FcStrList *folders = FcConfigGetCacheDirs(NULL);
    ct_buffer xml = { 0 };
    ct_buffer_text(&xml, "<?xml version=\"1.0\"?><fontconfig>");
    for (FcChar8 *folder; folders && (folder = FcStrListNext(folders)) != NULL;)
        add_folder(&xml, "cachedir", (const char *)folder);
    ct_buffer_text(&xml, "</fontconfig>");
    if (folders) FcStrListDone(folders);
    if (config && !FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml.data, FcTrue)) {
        FcConfigDestroy(config);
        config = NULL;
    }
    ct_buffer_free(&xml);
    return config;
}

static bool config_make(ct_few_fonts *few) {
    if (few->config) return true;
    if (hidden_count(few) < WORTH_HIDING) return false;
    few->config = config_bare();
    for (size_t i = 0; few->config && i < few->folder_count; i++)
        if (!FcConfigAppFontAddDir(few->config, (const FcChar8 *)few->folders[i])) return false;
    return few->config != NULL;
}

/* The fonts of a list, where the few hold them all; else NULL. */
static FcFontSet *list_fonts(ct_few_fonts *few, const char *families, const char *lang) {
    FcPattern *pattern = list_pattern(families, lang);
    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcFontSet *asked = fonts_asked(NULL, pattern);
    bool held = asked->nfont > 0;
    for (int i = 0; i < asked->nfont && held; i++)
        held = folder_add(few, pattern_text(asked->fonts[i], FC_FILE, 0));
    held = held && config_make(few);
    if (held) { /* other rules, or fonts that the program that we are in has added itself */
        FcFontSet *found = fonts_asked(few->config, pattern);
        held = found->nfont == asked->nfont;
        FcFontSetDestroy(found);
    }
    FcPatternDestroy(pattern);
    if (held) return asked;
    FcFontSetDestroy(asked);
    return NULL;
}

static const family_list *list_find(ct_few_fonts *few, const char *families, const char *lang) {
    for (size_t i = 0; i < few->list_count; i++)
        if (ct_streq(few->lists[i].families, families) && ct_streq(few->lists[i].lang, lang))
            return &few->lists[i];
    if (few->list_count == LISTS_MAX) return NULL;
    family_list *list = &few->lists[few->list_count++];
    list->families = ct_strdup(few->arena, families);
    list->lang = ct_strdup(few->arena, lang);
    list->fonts = list_fonts(few, list->families, list->lang);
    return list;
}

/* ---- the font of a weight and a slant ---------------------------------------------------------
 */

/* The font that comes first for a face: of all by the rules, or of the few. */
static FcPattern *first_font(FcConfig *config, const face *wanted) {
    FcPattern *pattern = list_pattern(wanted->list->families, wanted->list->lang);
    FcPatternAddDouble(pattern, FC_WEIGHT, FcWeightFromOpenTypeDouble(wanted->weight));
    FcPatternAddInteger(pattern, FC_SLANT, wanted->italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcPattern *font = FcFontMatch(config, pattern, &result);
    FcPatternDestroy(pattern);
    return font;
}

/* Which glyphs it has, and what rules may have made of them: how they are hinted says the page. */
static bool fonts_same(const FcPattern *a, const FcPattern *b) {
    static const char *const objects[] = { FC_FILE,          FC_INDEX,          FC_MATRIX,
                                           FC_EMBOLDEN,      FC_WIDTH,          FC_SPACING,
                                           FC_CHAR_WIDTH,    FC_CHARSET,        FC_FONT_VARIATIONS,
                                           FC_FONT_FEATURES, FC_VERTICAL_LAYOUT };
    for (size_t i = 0; i < CT_COUNT(objects); i++) {
        FcValue x, y;
        FcResult in_a = FcPatternGet(a, objects[i], 0, &x),
                 in_b = FcPatternGet(b, objects[i], 0, &y);
        if (in_a != in_b || (in_a == FcResultMatch && !FcValueEqual(x, y))) return false;
    }
    return true;
}

static bool face_is_same(ct_few_fonts *few, const family_list *list, const ct_font *font) {
    for (size_t i = 0; i < few->face_count; i++) {
        const face *known = &few->faces[i];
        if (known->list == list && known->weight == font->weight && known->italic == font->italic)
            return known->same;
    }
    if (few->face_count == FACES_MAX) return false;
    face *made = &few->faces[few->face_count++];
    *made = (face){ .list = list, .weight = font->weight, .italic = font->italic };
    FcPattern *all = first_font(NULL, made), *one = first_font(few->config, made);
    made->same = all && one && fonts_same(all, one);
    if (all) FcPatternDestroy(all);
    if (one) FcPatternDestroy(one);
    return made->same;
}

/* ---- what they cover ------------------------------------------------------------------------ */

/* Characters that no font is looked up for. */
static bool char_is_blank(uint32_t c) {
    return c == ' ' || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || c == 0x202F ||
           c == 0x2060;
}

/* Scripts that rules by language leave alone, and no pictures. */
static bool char_is_plain(uint32_t c) { return c < 0x530 || (c >= 0x1E00 && c < 0x2300); }

static bool fonts_cover(const FcFontSet *fonts, uint32_t c) {
    for (int i = 0; i < fonts->nfont; i++) {
        FcCharSet *covered;
        if (FcPatternGetCharSet(fonts->fonts[i], FC_CHARSET, 0, &covered) == FcResultMatch &&
            FcCharSetHasChar(covered, c))
            return true;
    }
    return false;
}

bool ct_few_fonts_suffice(ct_few_fonts *few, const ct_font *font, const char *lang,
                          const char *text) {
    const family_list *list = list_find(few, font->families, lang);
    if (!list || !list->fonts || !face_is_same(few, list, font)) return false;
    for (uint32_t c; (c = ct_utf8_next(&text)) != 0;)
        if (!char_is_blank(c) && !(char_is_plain(c) && fonts_cover(list->fonts, c))) return false;
    return true;
}
