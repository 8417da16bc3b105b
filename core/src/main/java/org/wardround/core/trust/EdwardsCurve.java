package org.wardround.core.trust;

import java.math.BigInteger;
import java.util.Set;

/**
 * Just enough of the curve edwards25519 to tell whether 32 bytes are a public key: on the curve, written in the one canonical way, and not one of
 * the eight points of small order, under which one signature fits many messages. Never touches a secret, so its time need not be constant.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1">RFC 8032, section 5.1</a>
 */
final class EdwardsCurve {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger OF_ORDER_EIGHT =
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

    /** Of order 1, 2, 4 (two points, of which x differs), and 8 (two points each). */
    private static final Set<BigInteger> WEAK =
            Set.of(ONE, P.subtract(ONE), BigInteger.ZERO, OF_ORDER_EIGHT, P.subtract(OF_ORDER_EIGHT));

    private EdwardsCurve() {}

    /** Whether some x makes a point of this y, which is the smallest number that stands for it. */
    static boolean holds(BigInteger y) {
        if (y.compareTo(P) >= 0) {
            return false;
        }
        // x^2 = (y^2 - 1) / (d y^2 + 1), and a fraction is a square where the product of its parts is one.
        BigInteger square = y.multiply(y);
        BigInteger product =
                square.subtract(ONE).multiply(D.multiply(square).add(ONE)).mod(P);
        return product.signum() == 0
                || product.modPow(P.subtract(ONE).shiftRight(1), P).equals(ONE);
    }

    /** Whether a point of this y has an order of 1, 2, 4 or 8. These are also all for which the sign of x is not free. */
    static boolean isWeak(BigInteger y) {
        return WEAK.contains(y);
    }
}
