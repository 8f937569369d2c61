/** What we use of packages that come without types. */
declare module 'snowball-stemmers' {
  const stemmers: {
    newStemmer(language: 'english' | 'german'): { stem(word: string): string };
  };
  export { stemmers as default };
}

declare module 'vader-sentiment' {
  export const SentimentIntensityAnalyzer: {
    polarity_scores(text: string): { compound: number };
  };
}
