export { printDiagnostic, type Diagnostic } from './diagnostic.ts';
export type { BoundRef, FaultStep, ObjectRef, Text } from './format/common.ts';
export type { Check, Constraint } from './format/check.ts';
export type { ExpectFile, LabFile } from './format/lab.ts';
export type { Param, Params, ParamValue } from './format/params.ts';
export type { ImageStep, LoadStep, RunStep, ScaleStep } from './format/step.ts';
export type { Question, QuestionOf, QuizFile, World } from './format/quiz.ts';
export { gradeInSlices, gradeLab } from './lab/grade.ts';
export type { CheckResult, CheckState, ExamFork, ExamStep, GradeProgress, LabReport } from './lab/report.ts';
export type { GradedLab, Lab } from './lab/lab.ts';
export { loadLab, type Folder } from './lab/load.ts';
export { inputsOf } from './lab/proof/attempt.ts';
export { planProof, runJob, type JobResult, type ProofJob, type ProofOptions, type ProofPlan } from './lab/proof/plan.ts';
export { proofOf, proveLab, type MutantReport, type Proof as LabProof, type ProofLine, type ProofRow, type Survivor } from './lab/prove.ts';
export { tickLab, tickWay, type Tick, type WayTick } from './lab/tick.ts';
export { variantOf } from './lab/variant.ts';
export { commandsIn, watchWay, type Way } from './lab/way.ts';
export { labSession } from './lab/work.ts';
export { drawParams, fillJson, fillText, fillYaml, type Drawn } from './params.ts';
export { loadQuiz } from './quiz/load.ts';
export { judge, judgeAnswer, trialOf } from './quiz/judge/judgeAnswer.ts';
export { changedKeys, keysOf, printKeys, type Keys, type KeysFile } from './quiz/keys.ts';
export { BUILD_SWEEP, checkSweep, proveQuiz, type ProvedQuestion, type ProvedQuiz, type Sweep } from './quiz/prove.ts';
export type { QuizSource } from './quiz/source.ts';
export { runTrial } from './quiz/trial.ts';
export type {
  Answers, Confidence, Judged, Proof, QuestionType, QuizSheet, RunTrial, SheetOption, SheetQuestion, SheetVariant, Trial, TrialInput, TrialResult, TryOut, VariantBase, WrongEntry,
} from './quiz/sheet.ts';
