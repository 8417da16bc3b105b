package org.wardround.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignatureList;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.dossier.Setting;

/** A federation in which {@code cleveland} is this site, with other hospitals as wanted. Keys are the same within one start of the program. */
public final class Federation {
    public static final SiteId HERE = new SiteId("cleveland");

    private static final List<SigningKey> KEYS = List.of(
            SigningKey.generate(),
            SigningKey.generate(),
            SigningKey.generate(),
            SigningKey.generate(),
            SigningKey.generate(),
            SigningKey.generate());

    private Federation() {}

    /** This site's own key. */
    public static SigningKey key() {
        return KEYS.get(2);
    }

    /** A key that nobody of the federation holds. */
    public static SigningKey strangersKey() {
        return KEYS.get(5);
    }

    public static Setting with(String... peers) {
        Roster roster = Roster.first("Hearts", 1, new Roster.Person("Ada", key(0)))
                .withAuthor(new Roster.Person("Dora", key(1)))
                .withSite(new Roster.Site(HERE, "Cleveland Clinic", key(2)));
        for (String peer : peers) {
            int position = 3 + Arrays.asList(peers).indexOf(peer);
            roster = roster.withSite(new Roster.Site(new SiteId(peer), "Hospital " + peer, key(position)));
        }
        byte[] bytes = ("the bytes of a roster with " + Arrays.toString(peers)).getBytes(StandardCharsets.UTF_8);
        return new Setting(roster.authors().get(0), new SignedRoster(roster, bytes, SignatureList.EMPTY), HERE);
    }

    public static Sha256 hash(String text) {
        return Sha256.of(text);
    }

    private static VerifyingKey key(int number) {
        return KEYS.get(number).verifyingKey();
    }
}
