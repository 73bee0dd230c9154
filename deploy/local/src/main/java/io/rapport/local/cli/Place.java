package io.rapport.local.cli;

import io.rapport.local.part.Layout;
import io.rapport.local.up.Home;
import io.rapport.local.up.PortPlan;

/** Which checkout, which data folder and which ports a verb is about. */
record Place(Layout layout, Home home, PortPlan ports) {

    static Place here() {
        var layout = Layout.find();
        return new Place(layout, Home.of(layout.root(), System.getenv()), PortPlan.of(System.getenv()));
    }
}
