/** The node's pressure conditions follow the thresholds at once, whatever their grace periods, and outlast them. @k8s pkg/kubelet/eviction/eviction_manager.go synchronize */
import { nodeCondition, type NodeConditionContext, type Snapshot } from '../../machines/index.ts';
import { lifeState, type LifeState } from '../inspect.ts';
import { cancelTimers, send, type Life } from '../lives.ts';
import { PRESSURES, type PressureType } from '../node/state.ts';
import type { Kit } from '../types.ts';

type Pressure = { life: Snapshot<NodeConditionContext>; timers: Life<NodeConditionContext>['timers']; seenAt: number };

/** @param changed one of them has */
export function createPressureConditions(kit: Kit, changed: () => void): { start(): void; stop(): void; /** What the last look found. */ tell(met: ReadonlySet<PressureType>): void; lives(): readonly LifeState[] } {
  const { clock } = kit.context;
  let pressures = new Map<PressureType, Pressure>();
  return {
    start() {
      const transitionMs = kit.state.settings.pressureTransitionMs;
      pressures = new Map(PRESSURES.map((type) => [type, { life: nodeCondition.start({ transitionMs }), timers: undefined, seenAt: -Infinity }]));
      for (const type of PRESSURES) kit.state.pressure[type] = false;
    },
    lives: () => [...pressures].map(([type, pressure]) => lifeState('nodeCondition', type, pressure)),
    stop() { for (const each of pressures.values()) cancelTimers(clock, each); },
    tell(met) {
      for (const [type, pressure] of pressures) {
        const event = met.has(type) ? { type: 'thresholdMet' as const } : { type: 'thresholdResolved' as const, sinceSeenMs: clock.now - pressure.seenAt };
        if (met.has(type)) pressure.seenAt = clock.now;
        send(clock, nodeCondition, pressure, event, (effect) => {
          if (effect.type !== 'report') return;
          kit.state.pressure[type] = effect.pressure;
          changed();
        });
      }
    },
  };
}
