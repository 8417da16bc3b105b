/**
 * Reports of runs that the hospital keeps for itself: what its worker found is checked, written whole or not at all, and never sent anywhere. Patients' rows are not
 * read here.
 */
@NullMarked
package org.wardround.site.report;

import org.jspecify.annotations.NullMarked;
