package dev.assay.app;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Keeps a content that is stored before its experiment says so from being swept away in between. Thread-safe.
final class Contents {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /// What stores or sweeps.
    interface Work<E extends Exception> {

        void run() throws E;
    }

    /// Commits a content and records who holds it, in `work`; many at a time.
    <E extends Exception> void keep(Work<E> work) throws E {
        lock.readLock().lock();
        try {
            work.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Finds contents that nobody holds and deletes them, in `work`; to be short, since uploads end only afterwards.
    <E extends Exception> void sweep(Work<E> work) throws E {
        lock.writeLock().lock();
        try {
            work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
