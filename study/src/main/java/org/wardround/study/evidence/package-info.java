/**
 * What a run's folder proves: its audit trail checked, its files held against it, and every value handed out with the place where it stands. Documents of such values are written from here as JSON. How they look to people, and
 * what they say, lives elsewhere.
 */
@NullMarked
package org.wardround.study.evidence;

import org.jspecify.annotations.NullMarked;
