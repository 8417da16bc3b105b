package org.wardround.cli.terminal;

/** A terminal as far as a progress line needs one: carriage return, line feed and "erase to the end of the line". */
public final class FakeTerminal {
    private final StringBuilder line = new StringBuilder();
    private int column;
    private int scrolled;

    private FakeTerminal() {}

    /** After this was printed. */
    public static FakeTerminal showing(String printed) {
        FakeTerminal terminal = new FakeTerminal();
        String text = printed.replace("\u001b[K", "\0");
        text.chars().forEach(c -> terminal.put((char) c));
        return terminal;
    }

    private void put(char c) {
        if (c == '\r') {
            column = 0;
        } else if (c == '\n') {
            line.setLength(0);
            column = 0;
            scrolled++;
        } else if (c == '\0') {
            line.setLength(column);
        } else {
            line.setLength(Math.max(line.length(), column + 1));
            line.setCharAt(column++, c);
        }
    }

    /** The line that the cursor is in. */
    public String line() {
        return line.toString().stripTrailing();
    }

    /** Lines that went before. */
    public int scrolled() {
        return scrolled;
    }
}
