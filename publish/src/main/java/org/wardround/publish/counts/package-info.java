/**
 * How a site may give its counts of patients where its policy is stricter than the sum, and what may be published of such sums. Rules run at the site; nothing here knows of networks or files.
 */
@NullMarked
package org.wardround.publish.counts;

import org.jspecify.annotations.NullMarked;
