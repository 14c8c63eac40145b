import { vocabulary } from '../text/vocabulary';

/** Said out of politeness, to wish, or to keep an order; longer ones first. */
export const fillers = [
  ...vocabulary(`
  what i want is, what i would like is, what i need is, i would like you to, i would like to, i would like, i would love you to, i would
  love it if, i would love to, i would love, we would love it if, we would love to, we would love, i would appreciate it if,
  we would appreciate it if, it would be great if, it would be nice if, it would be good if, would be great if, would be nice if,
  would it be possible to, is it possible to, is there a way to, i want you to, i want to, i want, i need you to,
  i need to, i need, we want to, we want, we need to, we need, we would like you to, we would like to, we would like,
  we should, we have to, i have to, you should, you can, you need to, could you please, can you please, could you also, can you also, could you, can you, could we, can we, can i,
  could i, shall we, would you, will you, would you mind, please have, please make sure, make sure that you, make sure to,
  make sure that, make sure we, make sure you, make sure, be sure to, remember to, do not forget to, try to, go ahead
  and, help me to, help me, let us, it should, it must, it will, it has to, it needs to, the workflow should, the
  workflow must, the workflow will, the system should, the system must, have the system, have it, i am going to, we are going to, start by, begin by, end by,
  finish by, followed by, after that, after this, after which, once that is done, once done, when that is done, when
  this is done, once this is done, when done, if possible, as well as, at the same time, right away, straight away, at
  once, as a first step, first of all, the first step is to, next step, in addition, on top of that, my goal is to,
  the goal is to, the idea is to, the plan is to, in parallel, build a workflow that, create a workflow that, make a workflow that, build me a
  workflow that, create an automation that, build an automation that, set up a workflow that, i want a workflow that,
  set up an automation that, set up an automation, set up a workflow, a workflow that, an automation that, workflow that, in that order, one more thing, my
  team should, someone should, somebody should, an automation, a workflow, a flow, an automated workflow, this workflow, a simple workflow,
  we then, please, kindly, just, also, then, and, but, plus, next, first, firstly, second, secondly,
  third, thirdly, finally, lastly, immediately, automatically, afterwards, afterward, subsequently, thereafter,
  instead, simply, directly, should, must, shall, it shall, we, i, it, you, to, now, additionally, later, quickly, hey, hi, hello, ok,
  okay, so, will, thanks, cue, always, say, well, basically, that, there, to do, do the following, do this, only, that
  is it, thank you, should be followed up with, should be followed up by, should be followed up, should be followed by, is followed up with, is followed by,
  gets followed by, guys, dear, good morning, quick one, actually, ideally, hopefully, maybe, perhaps, cheers, thx, thank you very much, thanks a lot,
  meanwhile, i would like a workflow which, a workflow which, an automation which, which, let 's do this, let 's, on that day, at that point, at that time, at that moment, in that moment, right after that, soon after, which then, who then, it then
`),
  ...['', 'very ', 'really ', 'so '].flatMap((much) =>
    ['kind', 'nice', 'good', 'great', 'helpful', 'fine', 'lovely', 'wonderful'].flatMap((how) =>
      ['to', 'of you to', 'if you', 'if we', 'if you could', 'if we could', 'if you would'].flatMap(
        (lead) => ['it would be', 'would be'].map((wish) => `${wish} ${much}${how} ${lead}`),
      ),
    ),
  ),
  ...vocabulary(
    `dear all, dear team, dear colleagues, hello all, hi all, good day, steps :, task :, workflow :, automation :, flow :`,
  ),
].sort((a, b) => b.length - a.length);
