package org.wardround.site.policy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of the day on some days of the week, such as {@code Mo-Fr 18:00-06:00}. Where it ends before it starts it ends on the day after; a
 * window of Friday night holds on Saturday morning then. The minute of the end is outside.
 */
public final class TimeWindow {
    private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
    private static final String DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)";
    private static final Pattern FORM = Pattern.compile(
            "(?<days>%1$s(?:-%1$s)?(?:,%1$s(?:-%1$s)?)*) (?<start>[0-9]{2}:[0-9]{2})-(?<end>[0-9]{2}:[0-9]{2})"
                    .formatted(DAY));
    private static final int MINUTES_A_DAY = 24 * 60;

    private final String text;
    private final List<DayOfWeek> days;
    private final int start;
    private final int end;

    private TimeWindow(String text, List<DayOfWeek> days, int start, int end) {
        this.text = text;
        this.days = days;
        this.start = start;
        this.end = end;
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException where {@code text} is no window, or one without a minute in it
     */
    public static TimeWindow parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a window is days and times, such as 'Mo-Fr 18:00-06:00', got '%s'".formatted(text));
        }
        int start = minutes(parts.group("start"));
        int end = minutes(parts.group("end"));
        if (start == end || start == MINUTES_A_DAY) {
            throw new IllegalArgumentException(
                    "the window '%s' holds no minute; a whole day is 00:00-24:00".formatted(text));
        }
        return new TimeWindow(text, days(parts.group("days")), start, end);
    }

    /**
     * Whether a moment is inside.
     *
     * @param time local
     */
    public boolean holds(LocalDateTime time) {
        int minute = time.getHour() * 60 + time.getMinute();
        boolean today = days.contains(time.getDayOfWeek());
        if (start < end) {
            return today && start <= minute && minute < end;
        }
        boolean yesterday = days.contains(time.getDayOfWeek().minus(1));
        return (today && start <= minute) || (yesterday && minute < end);
    }

    private static List<DayOfWeek> days(String text) {
        List<DayOfWeek> days = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            DayOfWeek last = day(part.substring(part.length() - 2));
            DayOfWeek day = day(part.substring(0, 2));
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return List.copyOf(days);
    }

    private static DayOfWeek day(String word) {
        return DayOfWeek.of(DAYS.indexOf(word) + 1);
    }

    private static int minutes(String clock) {
        int hour = Integer.parseInt(clock.substring(0, 2));
        int minute = Integer.parseInt(clock.substring(3));
        int minutes = hour * 60 + minute;
        if (minute > 59 || minutes > MINUTES_A_DAY) {
            throw new IllegalArgumentException("'%s' is no time of day".formatted(clock));
        }
        return minutes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeWindow window && text.equals(window.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As the policy writes it. */
    @Override
    public String toString() {
        return text;
    }
}
