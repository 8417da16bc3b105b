package org.wardround.core.trust;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Just enough of the curve edwards25519 to tell whether 32 bytes are a public key: on the curve, written in the one canonical way, and not one of
 * the eight points of small order, under which one signature fits many messages. Never touches a secret, so its time need not be constant.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032#section-5.1">RFC 8032, section 5.1</a>
 */
final class EdwardsPoint {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger SQUARE_ROOT_OF_MINUS_ONE =
            TWO.modPow(P.subtract(ONE).shiftRight(2), P);

    private final BigInteger x;
    private final BigInteger y;

    private EdwardsPoint(BigInteger x, BigInteger y) {
        this.x = x;
        this.y = y;
    }

    /** The point of a canonical encoding; empty where there is none. @param y below 2^255 */
    static Optional<EdwardsPoint> of(BigInteger y, boolean xOdd) {
        if (y.compareTo(P) >= 0) {
            return Optional.empty();
        }
        BigInteger square = y.multiply(y).mod(P);
        BigInteger u = square.subtract(ONE).mod(P);
        BigInteger v = D.multiply(square).add(ONE).mod(P);
        return root(u.multiply(v.modInverse(P)).mod(P))
                .filter(x -> x.signum() != 0 || !xOdd)
                .map(x -> new EdwardsPoint(x.testBit(0) == xOdd ? x : P.subtract(x), y));
    }

    private static Optional<BigInteger> root(BigInteger square) {
        BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!isRoot(root, square)) {
            root = root.multiply(SQUARE_ROOT_OF_MINUS_ONE).mod(P);
        }
        return isRoot(root, square) ? Optional.of(root) : Optional.empty();
    }

    private static boolean isRoot(BigInteger root, BigInteger square) {
        return root.multiply(root).mod(P).equals(square);
    }

    /** Whether eight times the point is the neutral one. */
    boolean hasSmallOrder() {
        EdwardsPoint eightfold = doubled().doubled().doubled();
        return eightfold.x.signum() == 0 && eightfold.y.equals(ONE);
    }

    private EdwardsPoint doubled() {
        BigInteger xx = x.multiply(x).mod(P);
        BigInteger yy = y.multiply(y).mod(P);
        BigInteger product = D.multiply(xx).multiply(yy).mod(P);
        BigInteger sum = TWO.multiply(x).multiply(y);
        return new EdwardsPoint(
                sum.multiply(ONE.add(product).modInverse(P)).mod(P),
                yy.add(xx).multiply(ONE.subtract(product).mod(P).modInverse(P)).mod(P));
    }
}
