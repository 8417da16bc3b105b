package org.wardround.site.governance;

/** How many tasks of all studies this site has answered or refused today, local time. */
@FunctionalInterface
public interface TaskCount {
    int today();
}
