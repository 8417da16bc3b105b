package org.wardround.privacy.secure;

/** The checks of the protocol that a message can fail. Each ends the session for whoever finds it: nothing more is sent in it. */
public enum Check {
    /** Somebody speaks who is not invited to this session, or was not in the step before. */
    UNKNOWN_SITE("is not in this sum"),
    /** A site that this one has not pinned, or pinned with another key. */
    NOT_PINNED("is not pinned here with the key that it signs with"),
    /** A signature does not hold: for another session, another content, or by another key. */
    WRONG_SIGNATURE("has not signed this for this sum"),
    /** Two messages of one site where there is one. */
    TWICE("is named twice"),
    /** Two sites have a key in common, or one site uses one for both purposes. */
    KEY_REUSED("uses a key that is used elsewhere in this sum"),
    /** A key from which anybody could tell the secret. */
    WEAK_KEY("has a key that hides nothing"),
    /** What the coordinator shows as this site's own message is not what it sent. */
    OWN_MESSAGE_CHANGED("is shown with another message than its own"),
    /** Fewer sites than the threshold. */
    TOO_FEW_SITES("is one of too few sites"),
    /** Fewer of the sites that this one has pinned than it demands. */
    TOO_FEW_PEERS("has too few pinned peers in this sum"),
    /** Sealed shares that don't open, belong to others, or don't fit their hashes. */
    WRONG_SHARES("dealt shares that don't fit"),
    /** Shares for others than those who advertised keys. */
    WRONG_HOLDERS("dealt shares to other sites than took part"),
    /** A site answers for other sites than those that the survivors demand. */
    WRONG_ANSWER("answered for other sites than asked"),
    /** The shares of a dealer fit their hashes and give no secret of his: he dealt them wrong. */
    WRONG_SECRET("dealt shares of another secret than it promised");

    private final String words;

    Check(String words) {
        this.words = words;
    }

    /** What is wrong, to follow the site's name. */
    public String words() {
        return words;
    }
}
