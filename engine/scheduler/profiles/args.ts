/** Small parts of plugins' settings. */
export type Weighted = { readonly name: string; readonly weight: number };
/** `utilization` in percent, `score` 0–10. */
export type UtilizationPoint = { readonly utilization: number; readonly score: number };
