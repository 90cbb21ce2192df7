package dev.assay.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/// Where connections come in. Each knows its selector, the thread that waits for what its client sends.
final class ServingConnector extends ServerConnector {

    private static final int ACCEPTORS = 1;

    /// What is read of a connection at a time; a body of many points takes fewer calls so. From a pool, and only while
    /// something arrives.
    private static final int INPUT_BYTES = 64 * 1024;

    ServingConnector(Server server, HttpConfiguration configuration, int selectors) {
        super(server, ACCEPTORS, selectors, new Connections(configuration));
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        Selected endPoint = new Selected(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    static final class Selected extends SocketChannelEndPoint {

        private final ManagedSelector selector;

        Selected(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
            this.selector = selector;
        }

        /// Runs it in the selector's thread, after what came before.
        void select(Runnable work) {
            selector.submit(_ -> work.run());
        }
    }

    private static final class Connections extends HttpConnectionFactory {

        Connections(HttpConfiguration configuration) {
            super(configuration);
            setInputBufferSize(INPUT_BYTES);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return configure(new ServingConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
        }
    }
}
