package dev.assay.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The host names that this server answers to, with any port. A web page that points a name of its own at us (DNS
/// rebinding) gets nothing.
final class Hosts {

    private static final String ANY = "*";

    private final Set<String> served;

    private Hosts(Set<String> served) {
        this.served = served;
    }

    static Hosts of(HttpSettings settings) {
        Stream<String> own = Stream.of(settings.host(), "localhost", "127.0.0.1", "::1", machineName());
        return new Hosts(Stream.concat(own, settings.hosts().stream())
                .map(Hosts::plain)
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /// The address that the connection came to is served too: no name can be rebound to make a browser send it.
    boolean serves(String host, String localAddress) {
        String plain = plain(host);
        return served.contains(ANY) || served.contains(plain) || plain.equals(plain(localAddress));
    }

    private static String plain(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
