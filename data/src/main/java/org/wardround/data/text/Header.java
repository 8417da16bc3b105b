package org.wardround.data.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The columns of a delimited file.
 *
 * @param file as the mapping names it
 * @param names in order, without the spaces around them; empty where the first line doesn't name the columns
 * @param width how many columns there are
 */
public record Header(String file, List<String> names, int width) {
    public Header {
        names = List.copyOf(names);
    }

    /** The positions, counted from 0, of the columns of that name. */
    public List<Integer> positions(String name) {
        List<Integer> positions = new ArrayList<>();
        for (int position = 0; position < names.size(); position++) {
            if (names.get(position).equals(name)) {
                positions.add(position);
            }
        }
        return Collections.unmodifiableList(positions);
    }

    /** Whether the first line holds names and these are all numbers: most likely it is a row. */
    public boolean looksLikeRow() {
        return !names.isEmpty()
                && names.stream().allMatch(name -> name.equals("?") || name.isEmpty() || Numbers.isNumber(name));
    }
}
