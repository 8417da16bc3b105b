package org.wardround.core.doctor;

/**
 * What was found in one place.
 *
 * @param what one sentence without a stop
 * @param where a file, an address, a setting
 * @param remedy what to do; empty where nothing is
 * @param whom to ask where that is of no use; empty where nothing is to be done
 */
public record Finding(Level level, String what, String where, String remedy, String whom) {
    /** How bad it is. */
    public enum Level {
        FINE,
        /** It works, and somebody should look at it soon. */
        WARNING,
        /** Something does not work. */
        ERROR
    }

    public static Finding fine(String what, String where) {
        return new Finding(Level.FINE, what, where, "", "");
    }

    public static Finding warning(String what, String where, String remedy, String whom) {
        return new Finding(Level.WARNING, what, where, remedy, whom);
    }

    public static Finding error(String what, String where, String remedy, String whom) {
        return new Finding(Level.ERROR, what, where, remedy, whom);
    }
}
