import type { LoopDelay } from './loop-delay.ts';
import type { Metrics } from './metrics.ts';

const LOOP_HELP = 'How late the event loop was over the last 10 to 20 seconds: what everybody here waited.';

/** What concerns the whole process, under the names every Prometheus client gives it. */
export function showProcess(metrics: Metrics, loopDelay: LoopDelay): void {
  metrics.gauge('collab_loop_delay_seconds', LOOP_HELP, () => new Map(Object.entries(loopDelay.figures)), 'figure');
  metrics.counter('process_cpu_seconds_total', 'Processor time, user and system, in seconds.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  metrics.gauge('process_resident_memory_bytes', 'Memory the process holds.', () => process.memoryUsage.rss());
  const started = Date.now() / 1000 - process.uptime();
  metrics.gauge('process_start_time_seconds', 'When the process started, in seconds of unix time.', () => started);
}
