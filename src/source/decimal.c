/* decimal.c - decimal digits to the nearest double, exactly, and fast for those that data hold. */
#include "source.h"

#include <math.h>

__extension__ typedef unsigned __int128 wide;

enum { MANTISSA = 53, MOST_POWER = 22, MOST_DIVISOR = 19 };

static const double powers[MOST_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

static int bits_of(uint64_t value) { return 64 - __builtin_clzll(value); }

/* digits / 10^places, to nearest, ties to even. The quotient is worked out to 55 bits or more; what
 * the division leaves tells a tie from what lies near one. */
static double divide(uint64_t digits, int places) {
    uint64_t divisor = 1;
    for (int i = 0; i < places; i++)
        divisor *= 10;
    int shift = 56 + bits_of(divisor) - bits_of(digits);
    if (shift < 0) shift = 0;
    wide scaled = (wide)digits << shift;
    uint64_t quotient = (uint64_t)(scaled / divisor);
    bool more = scaled % divisor != 0;
    int extra = bits_of(quotient) - MANTISSA;
    uint64_t half = (uint64_t)1 << (extra - 1), low = quotient & (2 * half - 1);
    uint64_t kept = quotient >> extra;
    if (low > half || (low == half && (more || (kept & 1)))) kept++;
    return ldexp((double)kept, extra - shift);
}

/* Clinger 1990: where digits and power of ten are both exact doubles, one operation rounds once. */
bool ct_decimal(uint64_t digits, int exponent, double *value) {
    if (!digits) {
        *value = 0;
        return true;
    }
    if (digits <= (uint64_t)1 << MANTISSA && exponent >= -MOST_POWER && exponent <= MOST_POWER) {
        *value =
            exponent < 0 ? (double)digits / powers[-exponent] : (double)digits * powers[exponent];
        return true;
    }
    if (exponent > 0 || exponent < -MOST_DIVISOR) return false;
    *value = exponent ? divide(digits, -exponent) : (double)digits;
    return true;
}
