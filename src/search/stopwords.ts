/** Words that say nothing about a paper: the grammar of English, and of asking. Folded, without apostrophes. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also am among an and another any anyone anything are arent as at be because been
  before being below between both but by can cannot cant could couldnt did didnt do does doesnt doing done dont down
  during each either else ever every few for from further get gets getting give given gives go goes going had has have
  havent having he hence her here hers him his how however i id if ill im in instead into is isnt it its itself ive just
  let lets like ll may me might more most much must my myself neither never no nor not of off often on once only onto or
  other others ought our ours ourselves out over own per please quite rather re really s same shall she should shouldnt
  so some someone something still such t than that thats the their theirs them themselves then there thereby therefore
  these they this those though through thus to too under until up upon us use used uses using ve very via want was wasnt
  way we well were what whats when where whereas whether which while who whom whose why will with within without wont
  would wouldnt yet you your yours yourself actually anybody bunch come comes everyone everything
  know lot look looking looks maybe need needed needs nothing paper papers say says somebody tell tells thing things think`.split(
    /\s+/,
  ),
);
