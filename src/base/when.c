/* when.c - days that are told by others: so long before a date, or by the data that there are. */
#include "base.h"

#include <string.h>

/* "-30d", "+1y-1d": steps in their order, summed; months are gone first, then days. */
bool ct_steps_parse(const char *text, int32_t *months, int32_t *days) {
    enum { DIGITS = 6 };
    *months = *days = 0;
    if (!text || !*text) return false;
    while (*text) {
        int32_t sign = *text == '-' ? -1 : 1, value = 0;
        if (*text != '-' && *text != '+') return false;
        size_t size = strspn(++text, "0123456789");
        if (size == 0 || size > DIGITS) return false;
        for (size_t i = 0; i < size; i++)
            value = value * 10 + (text[i] - '0');
        text += size;
        value *= sign;
        switch (*text) {
        case 'd':
            *days += value;
            break;
        case 'w':
            *days += value * 7;
            break;
        case 'm':
            *months += value;
            break;
        case 'y':
            *months += value * 12;
            break;
        default:
            return false;
        }
        text++;
        if (*months > 1000000 || *months < -1000000 || *days > 10000000 || *days < -10000000)
            return false;
    }
    return true;
}

static int length_of_month(int year, int month) {
    int next = month == 12 ? 1 : month + 1;
    return ct_day_from(next == 1 ? year + 1 : year, next, 1) - ct_day_from(year, month, 1);
}

ct_day ct_day_step(ct_day day, int32_t months, int32_t days) {
    int year, month, mday;
    if (day == CT_NO_DAY) return CT_NO_DAY;
    ct_day_civil(day, &year, &month, &mday);
    int32_t count = year * 12 + (month - 1) + months;
    year = count >= 0 ? count / 12 : -1;
    month = count % 12 + 1;
    if (year < 1 || year > 9999) return CT_NO_DAY;
    int last = length_of_month(year, month);
    ct_day to = ct_day_from(year, month, mday < last ? mday : last) + days;
    bool known = to >= ct_day_from(1, 1, 1) && to <= ct_day_from(9999, 12, 31);
    return known ? to : CT_NO_DAY;
}

bool ct_when_parse(const char *text, ct_when *when) {
    enum { DAY = 10 }; /* characters of one */
    static const struct {
        const char *name;
        ct_when_from from;
    } words[] = { { "date", CT_WHEN_DATE },
                  { "first", CT_WHEN_FIRST },
                  { "latest", CT_WHEN_LATEST },
                  { "previous", CT_WHEN_PREVIOUS } };
    char own[64], day[DAY + 1] = "";
    *when = (ct_when){ .day = CT_NO_DAY };
    size_t size = text ? strlen(text) : 0;
    if (size > 2 && text[0] == '{' && text[size - 1] == '}') { /* as a template writes it */
        text++;
        size -= 2;
    }
    if (size == 0 || size >= sizeof own) return false;
    memcpy(own, text, size);
    own[size] = '\0';
    const char *rest = own;
    ct_when found = { .from = CT_WHEN_DATE, .day = CT_NO_DAY };
    if (strlen(own) >= DAY) memcpy(day, own, DAY);
    if (ct_day_parse(day, &found.day)) {
        found.from = CT_WHEN_DAY;
        rest = own + DAY;
    }
    for (size_t i = 0; i < CT_COUNT(words) && rest == own; i++) {
        size_t length = strlen(words[i].name);
        if (strncmp(own, words[i].name, length) != 0) continue;
        found.from = words[i].from;
        rest = own + length;
    }
    if (*rest && !ct_steps_parse(rest, &found.months, &found.days)) return false;
    *when = found;
    return true;
}

bool ct_when_of_data(const ct_when *when) {
    return when->from == CT_WHEN_FIRST || when->from == CT_WHEN_LATEST ||
           when->from == CT_WHEN_PREVIOUS;
}

/* The one before the newest that is not after the date. */
static ct_day previous(ct_day date, const ct_day *days, size_t count) {
    size_t n = 0;
    while (n < count && days[n] <= date)
        n++;
    return date == CT_NO_DAY || n < 2 ? CT_NO_DAY : days[n - 2];
}

ct_day ct_when_day(const ct_when *when, ct_day date, const ct_day *days, size_t count) {
    ct_day day = CT_NO_DAY;
    switch (when->from) {
    case CT_WHEN_NOT:
        return date;
    case CT_WHEN_DAY:
        day = when->day;
        break;
    case CT_WHEN_DATE:
        day = date;
        break;
    case CT_WHEN_FIRST:
        if (count) day = days[0];
        break;
    case CT_WHEN_LATEST:
        if (count) day = days[count - 1];
        break;
    case CT_WHEN_PREVIOUS:
        day = previous(date, days, count);
        break;
    }
    return ct_day_step(day, when->months, when->days);
}
