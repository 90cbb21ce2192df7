package dev.assay.observe;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the virtual machine knows of itself. Java's management is slow to load, so nobody touches this
/// class before the metrics are asked for.
final class JvmFigures {

    private static final double MILLISECONDS = 1e3;
    private static final double NANOSECONDS = 1e9;

    private JvmFigures() {}

    static void write(MetricsText out) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        out.head(Metric.JVM_MEMORY_USED_BYTES);
        out.line(Metric.JVM_MEMORY_USED_BYTES.text(), MetricsText.label("area", "heap"), heap.getUsed());
        out.line(Metric.JVM_MEMORY_USED_BYTES.text(), MetricsText.label("area", "nonheap"), other.getUsed());
        out.head(Metric.JVM_MEMORY_MAX_BYTES);
        if (heap.getMax() >= 0) {
            out.line(Metric.JVM_MEMORY_MAX_BYTES.text(), MetricsText.label("area", "heap"), heap.getMax());
        }
        writeCollectors(out, Metric.JVM_GC_COLLECTIONS, GarbageCollectorMXBean::getCollectionCount);
        writeCollectors(out, Metric.JVM_GC_SECONDS, gc -> gc.getCollectionTime() / MILLISECONDS);
        writeOne(out, Metric.JVM_THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        writeOne(out, Metric.PROCESS_CPU_SECONDS, processor());
        writeOne(
                out,
                Metric.PROCESS_START_TIME_SECONDS,
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLISECONDS);
    }

    private static void writeCollectors(
            MetricsText out, Metric metric, ToDoubleFunction<GarbageCollectorMXBean> figure) {
        out.head(metric);
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        collectors.forEach(
                gc -> out.line(metric.text(), MetricsText.label("gc", gc.getName()), figure.applyAsDouble(gc)));
    }

    private static void writeOne(MetricsText out, Metric metric, double value) {
        out.head(metric);
        out.line(metric.text(), "", value);
    }

    private static double processor() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(duration -> duration.toNanos() / NANOSECONDS)
                .orElse(Double.NaN);
    }
}
