package org.wardround.privacy.crypto;

/** The integers in which words are added and masked: modulo 2^64 or modulo 2^32. */
public enum Ring {
    BITS_64(Long.BYTES),
    /** Half the bytes, for large models. A word's value is its low 32 bits. */
    BITS_32(Integer.BYTES);

    private final int wordBytes;

    Ring(int wordBytes) {
        this.wordBytes = wordBytes;
    }

    /** Bytes of a word on its way. */
    public int wordBytes() {
        return wordBytes;
    }

    /** The one form of a word in this ring: in that of 32 bits its low half with its sign. */
    public long reduce(long word) {
        return this == BITS_64 ? word : (int) word;
    }
}
