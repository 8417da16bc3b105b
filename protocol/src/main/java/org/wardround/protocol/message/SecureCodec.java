package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.Signature;
import org.wardround.privacy.crypto.AgreementPublicKey;
import org.wardround.privacy.secure.Confirmation;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.SealedShares;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.secure.ShareBundle;
import org.wardround.privacy.secure.UnmaskAnswer;
import org.wardround.protocol.v1.SecureAnswer;
import org.wardround.protocol.v1.SecureConfirmation;
import org.wardround.protocol.v1.SecureDealt;
import org.wardround.protocol.v1.SecureHeld;
import org.wardround.protocol.v1.SecureInput;
import org.wardround.protocol.v1.SecureKeys;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.SecureShare;
import org.wardround.protocol.v1.SecureShares;

/** Between the messages of secure sums and their form on the wire. What is read has passed the limits of the protocol; {@link FederationException} MALFORMED_MESSAGE where it still can't be one. */
public final class SecureCodec {
    private SecureCodec() {}

    /** In which step {@code request} is sent. */
    public static SecureStep step(SecureRequest request) {
        return switch (request.getStepCase()) {
            case KEYS -> SecureStep.KEYS;
            case SHARES -> SecureStep.SHARES;
            case INPUT -> SecureStep.INPUT;
            case CONFIRMATION -> SecureStep.CONFIRMATION;
            case ANSWER -> SecureStep.ANSWER;
            case STEP_NOT_SET -> throw new FederationException(ErrorCode.MALFORMED_MESSAGE, "a step has to be set");
        };
    }

    public static SecureKeys toMessage(KeyAdvertisement keys) {
        return SecureKeys.newBuilder()
                .setSite(keys.site().name())
                .setChannel(bytes(keys.channel().bytes()))
                .setMask(bytes(keys.mask().bytes()))
                .setSelfMask(Digests.toBytes(keys.selfMask()))
                .setSignature(bytes(keys.signature().bytes()))
                .build();
    }

    public static KeyAdvertisement of(SecureKeys keys) {
        return new KeyAdvertisement(
                new SiteId(keys.getSite()),
                publicKey(keys.getChannel()),
                publicKey(keys.getMask()),
                Digests.of(keys.getSelfMask()),
                signature(keys.getSignature()));
    }

    private static AgreementPublicKey publicKey(ByteString encoded) {
        try {
            return AgreementPublicKey.of(encoded.toByteArray());
        } catch (IllegalArgumentException e) {
            throw new FederationException(ErrorCode.MALFORMED_MESSAGE, "SecureKeys: a key is not in its one form");
        }
    }

    public static SecureShares toMessage(ShareBundle bundle) {
        SecureShares.Builder shares = SecureShares.newBuilder()
                .setDealer(bundle.dealer().name())
                .setSignature(bytes(bundle.signature().bytes()));
        bundle.byHolder()
                .forEach((holder, one) -> shares.addHolders(SecureHeld.newBuilder()
                        .setHolder(holder.name())
                        .setSealed(bytes(one.sealed().toArray()))
                        .setSelfMaskShare(Digests.toBytes(one.selfMaskShare()))
                        .setMaskKeyShare(Digests.toBytes(one.maskKeyShare()))));
        return shares.build();
    }

    public static ShareBundle of(SecureShares shares) {
        SortedMap<SiteId, SealedShares> byHolder = new TreeMap<>();
        for (SecureHeld one : shares.getHoldersList()) {
            put(
                    byHolder,
                    one.getHolder(),
                    new SealedShares(
                            Bytes.copyOf(one.getSealed().toByteArray()),
                            Digests.of(one.getSelfMaskShare()),
                            Digests.of(one.getMaskKeyShare())));
        }
        return new ShareBundle(new SiteId(shares.getDealer()), byHolder, signature(shares.getSignature()));
    }

    /** What each dealer dealt to one holder. */
    public static List<SecureDealt> dealt(SortedMap<SiteId, SealedShares> byDealer) {
        return byDealer.entrySet().stream()
                .map(one -> SecureDealt.newBuilder()
                        .setDealer(one.getKey().name())
                        .setSealed(bytes(one.getValue().sealed().toArray()))
                        .setSelfMaskShare(Digests.toBytes(one.getValue().selfMaskShare()))
                        .setMaskKeyShare(Digests.toBytes(one.getValue().maskKeyShare()))
                        .build())
                .toList();
    }

    public static SortedMap<SiteId, SealedShares> ofDealt(Collection<SecureDealt> dealt) {
        SortedMap<SiteId, SealedShares> byDealer = new TreeMap<>();
        for (SecureDealt one : dealt) {
            put(
                    byDealer,
                    one.getDealer(),
                    new SealedShares(
                            Bytes.copyOf(one.getSealed().toByteArray()),
                            Digests.of(one.getSelfMaskShare()),
                            Digests.of(one.getMaskKeyShare())));
        }
        return byDealer;
    }

    public static SecureInput toMessage(InputNotice input) {
        return SecureInput.newBuilder()
                .setSite(input.site().name())
                .setDigest(Digests.toBytes(input.digest()))
                .setSignature(bytes(input.signature().bytes()))
                .build();
    }

    public static InputNotice of(SecureInput input) {
        return new InputNotice(
                new SiteId(input.getSite()), Digests.of(input.getDigest()), signature(input.getSignature()));
    }

    public static SecureConfirmation toMessage(Confirmation confirmation) {
        return SecureConfirmation.newBuilder()
                .setSite(confirmation.site().name())
                .setSignature(bytes(confirmation.signature().bytes()))
                .build();
    }

    public static Confirmation of(SecureConfirmation confirmation) {
        return new Confirmation(new SiteId(confirmation.getSite()), signature(confirmation.getSignature()));
    }

    public static SecureAnswer toMessage(UnmaskAnswer answer) {
        return SecureAnswer.newBuilder()
                .setSite(answer.site().name())
                .addAllSelfMasks(shares(answer.selfMasks()))
                .addAllMaskKeys(shares(answer.maskKeys()))
                .setSignature(bytes(answer.signature().bytes()))
                .build();
    }

    public static UnmaskAnswer of(SecureAnswer answer) {
        return new UnmaskAnswer(
                new SiteId(answer.getSite()),
                ofShares(answer.getSelfMasksList()),
                ofShares(answer.getMaskKeysList()),
                signature(answer.getSignature()));
    }

    private static List<SecureShare> shares(SortedMap<SiteId, Bytes> byOwner) {
        return byOwner.entrySet().stream()
                .map(one -> SecureShare.newBuilder()
                        .setOwner(one.getKey().name())
                        .setShare(bytes(one.getValue().toArray()))
                        .build())
                .toList();
    }

    private static SortedMap<SiteId, Bytes> ofShares(List<SecureShare> shares) {
        SortedMap<SiteId, Bytes> byOwner = new TreeMap<>();
        for (SecureShare one : shares) {
            put(byOwner, one.getOwner(), Bytes.copyOf(one.getShare().toByteArray()));
        }
        return byOwner;
    }

    private static <T> void put(SortedMap<SiteId, T> bySite, String name, T value) {
        if (bySite.put(new SiteId(name), value) != null) {
            throw new FederationException(ErrorCode.MALFORMED_MESSAGE, "a secure sum's message names a site twice");
        }
    }

    private static Signature signature(ByteString bytes) {
        return Signature.of(bytes.toByteArray());
    }

    private static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }
}
