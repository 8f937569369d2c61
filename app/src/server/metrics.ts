import { setTimeout } from 'node:timers/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Services } from './services.ts';

const COUNT_WITHIN_MS = 2_000;
const registries = new WeakMap<Services, Registry>();

/** The figures of this process and its queues, in the text form that Prometheus reads. */
export async function collectMetrics(
  services: Services,
): Promise<{ contentType: string; text: string }> {
  const registry = registries.get(services) ?? register(services);
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function register(services: Services): Registry {
  const registry = new Registry();
  registries.set(services, registry);
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect(this: Gauge) {
        this.set(read());
      },
    });
  gauge('muster_live_windows', 'Windows that follow something live on this process.', () =>
    services.live.count(),
  );
  gauge(
    'muster_database_connections_open',
    'Connections of the pool.',
    () => services.database.pressure().open,
  );
  gauge(
    'muster_database_connections_waiting',
    'Requests that wait for a connection.',
    () => services.database.pressure().waiting,
  );
  const jobs = new Gauge({
    name: 'muster_jobs',
    help: 'Jobs by queue and state.',
    labelNames: ['queue', 'state'],
    registers,
    async collect(this: Gauge<'queue' | 'state'>) {
      this.reset();
      // The other figures are told also while the database gives no answer: that is when they are looked at.
      const counts = await Promise.race([
        services.jobs.counts().catch(() => []),
        setTimeout(COUNT_WITHIN_MS, [], { ref: false }),
      ]);
      for (const { queue, waiting, active, failed } of counts) {
        this.set({ queue, state: 'waiting' }, waiting);
        this.set({ queue, state: 'active' }, active);
        this.set({ queue, state: 'failed' }, failed);
      }
    },
  });
  void jobs;
  return registry;
}
