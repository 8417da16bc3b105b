package org.wardround.core.sum;

/** Words in memory. */
public final class ArrayWords implements Words {
    private final long[] words;

    private ArrayWords(long[] words) {
        this.words = words;
    }

    /** Takes {@code words} over: the caller must not write to it afterwards. */
    public static ArrayWords owning(long[] words) {
        return new ArrayWords(words);
    }

    @Override
    public long length() {
        return words.length;
    }

    @Override
    public void read(long offset, long[] target, int count) {
        System.arraycopy(words, Math.toIntExact(offset), target, 0, count);
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        int from = Math.toIntExact(offset);
        for (int i = 0; i < count; i++) {
            target[i] += words[from + i];
        }
    }

    @Override
    public String toString() {
        return "ArrayWords[%d]".formatted(words.length);
    }
}
