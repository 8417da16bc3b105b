package org.wardround.cli.site;

import java.util.List;
import org.wardround.cli.argument.Command;

/** {@code wardround site}: all its commands, in the order in which they are needed. */
public final class SiteCommands {
    private SiteCommands() {}

    public static Command.Group group() {
        return new Command.Group(
                "site",
                "Run a site: its identity, its people's decisions, its agent",
                List.of(
                        SiteEnrollCommand.verb(),
                        SiteConnectCommand.verb(),
                        SiteStartCommand.verb(),
                        SiteStudiesCommand.verb(),
                        SiteShowCommand.verb(),
                        SiteEnvelopeCommand.verb(),
                        SiteDecideCommand.approve(),
                        SiteDecideCommand.reject(),
                        SiteDecideCommand.revoke(),
                        SitePeersCommand.verb(),
                        SiteStatusCommand.verb(),
                        SiteLedgerCommand.verb(),
                        SiteReportCommand.verb(),
                        SiteOutboxCommands.group(),
                        SiteAffectedCommand.verb(),
                        SiteForgetCommand.verb(),
                        SiteDoctorCommand.verb()));
    }
}
